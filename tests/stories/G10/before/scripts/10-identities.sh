#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

gcloud container clusters get-credentials "${CLUSTER}" \
  --project "${PROJECT_ID}" --region "${REGION}"

# --- ingest ---------------------------------------------------------------
gcloud iam service-accounts create batch-ingest \
  --project "${PROJECT_ID}" --display-name "Batch ingest"

gcloud projects add-iam-policy-binding "${PROJECT_ID}" \
  --member "serviceAccount:batch-ingest@${PROJECT_ID}.iam.gserviceaccount.com" \
  --role roles/storage.objectUser --condition None

kubectl create namespace ingest
kubectl create serviceaccount ingest --namespace ingest

gcloud iam service-accounts add-iam-policy-binding \
  "batch-ingest@${PROJECT_ID}.iam.gserviceaccount.com" \
  --project "${PROJECT_ID}" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${PROJECT_ID}.svc.id.goog[ingest/ingest]"

kubectl annotate serviceaccount ingest \
  --namespace ingest \
  iam.gke.io/gcp-service-account="batch-ingest@${PROJECT_ID}.iam.gserviceaccount.com"

# --- report ---------------------------------------------------------------
gcloud iam service-accounts create batch-report \
  --project "${PROJECT_ID}" --display-name "Batch report"

gcloud projects add-iam-policy-binding "${PROJECT_ID}" \
  --member "serviceAccount:batch-report@${PROJECT_ID}.iam.gserviceaccount.com" \
  --role roles/bigquery.jobUser --condition None

gcloud projects add-iam-policy-binding "${PROJECT_ID}" \
  --member "serviceAccount:batch-report@${PROJECT_ID}.iam.gserviceaccount.com" \
  --role roles/bigquery.dataViewer --condition None

kubectl create namespace report
kubectl create serviceaccount report --namespace report

gcloud iam service-accounts add-iam-policy-binding \
  "batch-report@${PROJECT_ID}.iam.gserviceaccount.com" \
  --project "${PROJECT_ID}" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${PROJECT_ID}.svc.id.goog[report/report]"

kubectl annotate serviceaccount report \
  --namespace ingest \
  iam.gke.io/gcp-service-account="batch-report@${PROJECT_ID}.iam.gserviceaccount.com"
