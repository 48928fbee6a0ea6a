#!/usr/bin/env bash
set -euo pipefail

HOST_PROJECT="fescue-platform"
TEAM_PROJECT="fescue-media"
TEAM_NS="team-media"
KCC_GSA="kcc-${TEAM_NS}"
KCC_EMAIL="${KCC_GSA}@${HOST_PROJECT}.iam.gserviceaccount.com"

gcloud iam service-accounts create "${KCC_GSA}" --project="${HOST_PROJECT}"

gcloud projects add-iam-policy-binding "${TEAM_PROJECT}" \
  --member="serviceAccount:${KCC_EMAIL}" \
  --role="roles/storage.admin"

gcloud iam service-accounts add-iam-policy-binding "${KCC_EMAIL}" \
  --project="${HOST_PROJECT}" \
  --role="roles/iam.workloadIdentityUser" \
  --member="serviceAccount:${HOST_PROJECT}.svc.id.goog[cnrm-system/cnrm-controller-manager-${TEAM_NS}]"
