#!/usr/bin/env bash
set -euo pipefail

OPS="$(cd "$(dirname "$0")" && pwd)"
for lib in log settings gcp k8s; do
  # shellcheck disable=SC1090
  . "$OPS/lib/$lib.sh"
done

env="${1:-}"
shift || true
settings_for "$env"

for step in "$@"; do
  title "$step ($env)"
  case "$step" in
    cluster)  . "$OPS/steps/cluster.sh" ;;
    accounts) . "$OPS/steps/accounts.sh" ;;
    grants)   . "$OPS/steps/grants.sh" ;;
    deploy)   . "$OPS/steps/deploy.sh" ;;
    *)        fail "no step $step" ;;
  esac
done
