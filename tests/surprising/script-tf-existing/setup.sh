#!/usr/bin/env bash
set -euo pipefail
P=acme-prod
gcloud container clusters describe main --location europe-west4 --project $P >/dev/null 2>&1 || ./create-cluster.sh
gcloud iam service-accounts add-iam-policy-binding shop-app@$P.iam.gserviceaccount.com --role roles/iam.workloadIdentityUser --member "serviceAccount:$P.svc.id.goog[shop/app]"
gcloud container clusters describe dr --location europe-west3 --project $P >/dev/null 2>&1 || gcloud container clusters create dr --location europe-west3 --project $P --workload-pool=$P.svc.id.goog
