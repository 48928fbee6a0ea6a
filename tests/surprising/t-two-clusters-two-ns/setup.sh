#!/usr/bin/env bash
set -euo pipefail

PROJECT=acme-prod
for ns in default shop; do
  gcloud iam service-accounts add-iam-policy-binding "shop-web@$PROJECT.iam.gserviceaccount.com" \
    --role roles/iam.workloadIdentityUser --member "serviceAccount:$PROJECT.svc.id.goog[$ns/web]"
done
kubectl annotate serviceaccount web "iam.gke.io/gcp-service-account=shop-web@$PROJECT.iam.gserviceaccount.com"
kubectl annotate serviceaccount web -n shop "iam.gke.io/gcp-service-account=shop-web@$PROJECT.iam.gserviceaccount.com"
