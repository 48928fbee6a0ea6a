#!/usr/bin/env bash
set -euo pipefail

PROJECT_ID=willow-risk
GSA="var-simulation@${PROJECT_ID}.iam.gserviceaccount.com"

gcloud iam service-accounts create var-simulation --project="${PROJECT_ID}"

gcloud iam service-accounts add-iam-policy-binding "${GSA}" \
  --project="${PROJECT_ID}" \
  --role=roles/iam.workloadIdentityUser \
  --member="serviceAccount:${PROJECT_ID}.svc.id.goog[risk/var-simulation]"

gcloud storage buckets add-iam-policy-binding gs://willow-risk-scenarios \
  --role=roles/storage.objectUser \
  --member="serviceAccount:${GSA}"
