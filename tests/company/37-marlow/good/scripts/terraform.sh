#!/usr/bin/env bash
set -euo pipefail

action="${1:?plan or apply}"
workspace="${2:?dev, staging, prod-eu or prod-us}"

case "$workspace" in
  dev|staging|prod-eu|prod-us) ;;
  *) echo "no workspace $workspace" >&2; exit 2 ;;
esac

cd "$(dirname "$0")/../terraform"
terraform init -input=false
terraform workspace select -or-create "$workspace"
terraform "$action" -input=false
