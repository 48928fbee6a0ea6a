#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

GSA_EMAIL="${GSA_NAME}@${PROJECT_ID}.iam.gserviceaccount.com"

gcloud iam service-accounts create "${GSA_NAME}" \
  --project "${PROJECT_ID}" \
  --display-name "Report builder"

for role in roles/bigquery.jobUser roles/bigquery.dataViewer; do
  gcloud projects add-iam-policy-binding "${PROJECT_ID}" \
    --member "serviceAccount:${GSA_EMAIL}" \
    --role "${role}" \
    --condition None
done

kubectl create serviceaccount "${KSA_NAME}" --namespace "${APP_NAMESPACE}"

gcloud iam service-accounts add-iam-policy-binding "${GSA_EMAIL}" \
  --project "${PROJECT_ID}" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${PROJECT_ID}.svc.id.goog[${MONITORING_NAMESPACE}/${KSA_NAME}]"

kubectl annotate serviceaccount "${KSA_NAME}" \
  --namespace "${APP_NAMESPACE}" \
  "iam.gke.io/gcp-service-account=${GSA_EMAIL}"
