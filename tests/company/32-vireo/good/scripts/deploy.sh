#!/usr/bin/env bash
set -euo pipefail

env="$1"

case "$env" in
  test) suffix=t1 region=europe-west1 ;;
  preprod) suffix=pp region=europe-west1 ;;
  prod) suffix=pr region=europe-west3 ;;
  *) echo "unknown environment $env" >&2; exit 2 ;;
esac

release() {
  local cluster="$1" project="$2" name="$3" namespace="$4"
  gcloud container clusters get-credentials "$cluster" --region "$region" --project "$project"
  helm upgrade --install "$name" charts/service \
    --namespace "$namespace" --create-namespace \
    --values "deploy/$name/$env.yaml"
}

release clinical-a "vireo-clinical-$suffix" fhir-gateway fhir
release clinical-b "vireo-clinical-$suffix" fhir-gateway fhir
release research-a "vireo-research-$suffix" cohort-builder cohorts
