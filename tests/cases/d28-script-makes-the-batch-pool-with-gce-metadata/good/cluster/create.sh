#!/usr/bin/env bash
set -euo pipefail

PROJECT_ID=willow-risk
REGION=europe-west2
CLUSTER=risk
NODES="gke-nodes@${PROJECT_ID}.iam.gserviceaccount.com"

gcloud container clusters create "${CLUSTER}" \
  --project="${PROJECT_ID}" \
  --region="${REGION}" \
  --num-nodes=1 \
  --service-account="${NODES}" \
  --workload-pool="${PROJECT_ID}.svc.id.goog" \
  --workload-metadata=GKE_METADATA

gcloud container node-pools create batch \
  --project="${PROJECT_ID}" \
  --region="${REGION}" \
  --cluster="${CLUSTER}" \
  --machine-type=c3-standard-22 \
  --spot \
  --enable-autoscaling --min-nodes=0 --max-nodes=20 \
  --node-taints=dedicated=batch:NoSchedule \
  --service-account="${NODES}" \
  --workload-metadata=GKE_METADATA
