#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

gcloud container clusters create "${CLUSTER}" \
  --project "${PROJECT_ID}" \
  --region "${REGION}" \
  --num-nodes 1 \
  --machine-type e2-standard-4 \
  --workload-pool "${PROJECT_ID}.svc.id.goog" \
  --workload-metadata GKE_METADATA

gcloud container clusters get-credentials "${CLUSTER}" \
  --project "${PROJECT_ID}" --region "${REGION}"

kubectl create namespace "${APP_NAMESPACE}"
kubectl create namespace "${MONITORING_NAMESPACE}"
