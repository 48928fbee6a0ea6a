#!/usr/bin/env bash
set -euo pipefail

. "$(dirname "$0")/environments.sh"

env="$1"
gcloud container clusters get-credentials "seq-${env}" \
  --location europe-west6 --project "$(project_of "$env")"
kubectl apply -k "$(dirname "$0")/../kustomize/${env}"
