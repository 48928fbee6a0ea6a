#!/usr/bin/env bash
set -euo pipefail
env="${1:?usage: deploy.sh <dev|staging|preprod|prod>}"

case "$env" in
  dev)     project=orchard-gke-dev-6101 ;;
  staging) project=orchard-gke-staging-6102 ;;
  preprod) project=orchard-gke-preprod-6107 ;;
  prod)    project=orchard-gke-prod-6103 ;;
  *) echo "unknown environment $env" >&2; exit 2 ;;
esac

gcloud container clusters get-credentials records --region us-east4 --project "$project"
kubectl apply -k "manifests/overlays/$env"
