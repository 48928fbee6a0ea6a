#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

gcloud services enable container.googleapis.com iamcredentials.googleapis.com \
  --project "${PROJECT_ID}"

gcloud container clusters create "${CLUSTER}" \
  --project "${PROJECT_ID}" \
  --region "${REGION}" \
  --num-nodes 1 \
  --release-channel regular \
  --workload-pool "${PROJECT_ID}.svc.id.goog"

gcloud container node-pools create workers \
  --project "${PROJECT_ID}" \
  --region "${REGION}" \
  --cluster "${CLUSTER}" \
  --machine-type n2-standard-8 \
  --enable-autoscaling --min-nodes 0 --max-nodes 10 \
  --workload-metadata GKE_METADATA
