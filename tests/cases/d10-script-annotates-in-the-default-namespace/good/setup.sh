#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

GSA_EMAIL="${GSA}@${PROJECT_ID}.iam.gserviceaccount.com"

gcloud iam service-accounts create "${GSA}" --project "${PROJECT_ID}"

for bucket in mangrove-media-raw mangrove-media-hls; do
  gcloud storage buckets add-iam-policy-binding "gs://${bucket}" \
    --member "serviceAccount:${GSA_EMAIL}" \
    --role roles/storage.objectUser
done

kubectl create namespace "${NAMESPACE}" --dry-run=client -o yaml | kubectl apply -f -
kubectl create serviceaccount "${KSA}" --namespace "${NAMESPACE}"

gcloud iam service-accounts add-iam-policy-binding "${GSA_EMAIL}" \
  --project "${PROJECT_ID}" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${PROJECT_ID}.svc.id.goog[${NAMESPACE}/${KSA}]"

kubectl annotate serviceaccount "${KSA}" --namespace "${NAMESPACE}" \
  "iam.gke.io/gcp-service-account=${GSA_EMAIL}"

kubectl apply -f k8s/
