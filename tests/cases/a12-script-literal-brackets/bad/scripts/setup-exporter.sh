#!/usr/bin/env bash
set -euo pipefail

PROJECT_ID=acme-backup

gcloud iam service-accounts create bucket-exporter --project "$PROJECT_ID"
gcloud storage buckets add-iam-policy-binding gs://acme-velero-backups \
  --member "serviceAccount:bucket-exporter@$PROJECT_ID.iam.gserviceaccount.com" \
  --role roles/storage.objectViewer
gcloud iam service-accounts add-iam-policy-binding \
  "bucket-exporter@$PROJECT_ID.iam.gserviceaccount.com" --project "$PROJECT_ID" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:$PROJECT_ID.svc.id.goog[monitoring/bucket-exporter]"
kubectl apply -f exporter.yaml
