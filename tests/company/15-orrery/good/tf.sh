#!/usr/bin/env bash
set -euo pipefail

env=$1
action=$2
shift 2

case "$env" in
  dev | staging | prod) ;;
  *)
    echo "unknown environment: $env" >&2
    exit 2
    ;;
esac

for root in cluster iam; do
  terraform -chdir="$root" init -reconfigure -backend-config="prefix=imaging/$root/$env"
  terraform -chdir="$root" "$action" -var-file="../environments/$env.tfvars" "$@"
done
