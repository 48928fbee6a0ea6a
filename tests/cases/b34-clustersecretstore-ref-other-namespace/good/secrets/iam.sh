#!/usr/bin/env bash
set -euo pipefail
P=avens-plat
EMAIL="secret-reader@${P}.iam.gserviceaccount.com"

gcloud container clusters create plat --project "$P" --region europe-west6 \
  --workload-pool="${P}.svc.id.goog" --workload-metadata=GKE_METADATA

gcloud iam service-accounts create secret-reader --project "$P"
gcloud secrets add-iam-policy-binding shop-db-password --project "$P" \
  --member "serviceAccount:${EMAIL}" --role roles/secretmanager.secretAccessor
gcloud iam service-accounts add-iam-policy-binding "$EMAIL" --project "$P" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${P}.svc.id.goog[platform-secrets/secret-reader]"
