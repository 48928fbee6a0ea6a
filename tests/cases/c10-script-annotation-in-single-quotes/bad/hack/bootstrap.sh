#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

gcloud iam service-accounts create "${GSA}" --project "${PROJECT_ID}"

gcloud storage buckets add-iam-policy-binding gs://redshank-maps-tiles \
  --member "serviceAccount:${GSA_EMAIL}" \
  --role roles/storage.objectUser

gcloud iam service-accounts add-iam-policy-binding "${GSA_EMAIL}" \
  --project "${PROJECT_ID}" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${PROJECT_ID}.svc.id.goog[${NAMESPACE}/${KSA}]"

kubectl apply -f deploy/

kubectl annotate serviceaccount "${KSA}" --namespace "${NAMESPACE}" --overwrite \
  'iam.gke.io/gcp-service-account=${GSA_EMAIL}'
