#!/usr/bin/env bash
# Lets the Kubernetes accounts of the platform use the mailer's Google account.
set -euo pipefail

PROJECT_ID="cypress-notify"
GSA="mailer@${PROJECT_ID}.iam.gserviceaccount.com"

KSAS=(
  "orders/mail-sender"
  "accounts/mail-sender"
  "reports/digest"
)

for ksa in "${KSAS[@]}"; do
  gcloud iam service-accounts add-iam-policy-binding "${GSA}" \
    --project="${PROJECT_ID}" \
    --role=roles/iam.workloadIdentityUser \
    --member="serviceAccount:${PROJECT_ID}.svc.id.goog[${ksa}]"
done

gcloud secrets add-iam-policy-binding smtp-relay \
  --project="${PROJECT_ID}" \
  --role=roles/secretmanager.secretAccessor \
  --member="serviceAccount:${GSA}"
