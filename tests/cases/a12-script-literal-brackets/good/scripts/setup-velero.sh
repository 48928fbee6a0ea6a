#!/usr/bin/env bash
set -euo pipefail

PROJECT_ID=acme-backup
GSA_NAME=velero
NAMESPACE=velero
KSA_NAME=velero-server
BUCKET=acme-velero-backups

gcloud iam service-accounts create "$GSA_NAME" --project "$PROJECT_ID" --display-name "Velero"

gcloud storage buckets add-iam-policy-binding "gs://$BUCKET" \
  --member "serviceAccount:$GSA_NAME@$PROJECT_ID.iam.gserviceaccount.com" \
  --role roles/storage.objectAdmin

gcloud iam service-accounts add-iam-policy-binding \
  --project "$PROJECT_ID" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:$PROJECT_ID.svc.id.goog[$NAMESPACE/$KSA_NAME]" \
  "$GSA_NAME@$PROJECT_ID.iam.gserviceaccount.com"

helm upgrade --install velero vmware-tanzu/velero -n "$NAMESPACE" --create-namespace -f velero-values.yaml
