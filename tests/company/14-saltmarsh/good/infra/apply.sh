#!/usr/bin/env bash
set -euo pipefail

env="${1:?usage: apply.sh dev|staging|prod}"

cd "$(dirname "$0")"
terraform init -input=false
terraform workspace select "$env"
terraform apply
