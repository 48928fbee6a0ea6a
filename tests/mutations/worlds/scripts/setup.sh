#!/usr/bin/env bash
set -euo pipefail

PROJECT=acme-prod
NAMESPACE=reports
ACCOUNT=daily

gcloud services enable container.googleapis.com iam.googleapis.com iamcredentials.googleapis.com storage.googleapis.com --project "$PROJECT"

gcloud container clusters create main --project "$PROJECT" --region europe-west1 \
  --workload-pool="$PROJECT.svc.id.goog" --workload-metadata=GKE_METADATA

gcloud iam service-accounts create reports-daily --project "$PROJECT"

kubectl create namespace "$NAMESPACE"
kubectl create serviceaccount "$ACCOUNT" --namespace "$NAMESPACE"

gcloud iam service-accounts add-iam-policy-binding "reports-daily@$PROJECT.iam.gserviceaccount.com" \
  --project "$PROJECT" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:$PROJECT.svc.id.goog[$NAMESPACE/daily]"

kubectl annotate serviceaccount "$ACCOUNT" --namespace "$NAMESPACE" \
  iam.gke.io/gcp-service-account="reports-daily@$PROJECT.iam.gserviceaccount.com"

gcloud storage buckets add-iam-policy-binding gs://acme-reports \
  --role roles/storage.objectCreator \
  --member "serviceAccount:reports-daily@$PROJECT.iam.gserviceaccount.com"
