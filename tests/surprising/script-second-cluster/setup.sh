#!/usr/bin/env bash
set -e
PROJECT=acme-prod
gcloud container clusters describe main --project $PROJECT --location europe-west1 >/dev/null
gcloud iam service-accounts add-iam-policy-binding shop-app@$PROJECT.iam.gserviceaccount.com --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:$PROJECT.svc.id.goog[shop/app]"
gcloud container clusters create canary --project $PROJECT --location europe-west4 --workload-pool=$PROJECT.svc.id.goog
