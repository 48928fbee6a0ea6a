#!/usr/bin/env bash
set -euo pipefail

PROJECT=acme-prod
for a in web jobs; do echo "$a"; done | xargs -I{} gcloud iam service-accounts add-iam-policy-binding "shop-{}@$PROJECT.iam.gserviceaccount.com" \
  --role roles/iam.workloadIdentityUser --member "serviceAccount:$PROJECT.svc.id.goog[shop/{}]"
for a in web jobs; do echo "$a"; done | xargs -I{} kubectl -n shop annotate sa {} "iam.gke.io/gcp-service-account=shop-{}@$PROJECT.iam.gserviceaccount.com"
