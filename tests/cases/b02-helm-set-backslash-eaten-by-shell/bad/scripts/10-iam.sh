#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

gcloud iam service-accounts create "${GSA}" --project "${PROJECT_ID}"

gcloud projects add-iam-policy-binding "${PROJECT_ID}" \
  --member "serviceAccount:${GSA_EMAIL}" \
  --role roles/dns.admin

gcloud iam service-accounts add-iam-policy-binding "${GSA_EMAIL}" \
  --project "${PROJECT_ID}" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${PROJECT_ID}.svc.id.goog[${NAMESPACE}/${KSA}]"
