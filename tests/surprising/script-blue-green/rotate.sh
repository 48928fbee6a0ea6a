#!/usr/bin/env bash
set -euo pipefail
OLD=$1; NEW=$2
P=acme-prod
gcloud container clusters get-credentials "$OLD" --location europe-west4 --project $P
gcloud iam service-accounts add-iam-policy-binding shop-app@$P.iam.gserviceaccount.com --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:$P.svc.id.goog[shop/app]"
gcloud container clusters create "$NEW" --location europe-west4 --project $P --workload-pool=$P.svc.id.goog
kubectl apply -k ./apps
gcloud container clusters delete "$OLD" --location europe-west4 --project $P --quiet
