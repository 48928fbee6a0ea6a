#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
bind() {
  set -- "$1" "$2" "${3:-$1-$2}"
  gcloud iam service-accounts add-iam-policy-binding "$3@$P.iam.gserviceaccount.com" \
    --role roles/iam.workloadIdentityUser --member "serviceAccount:$P.svc.id.goog[$1/$2]"
  kubectl annotate sa "$2" -n "$1" "iam.gke.io/gcp-service-account=$3@$P.iam.gserviceaccount.com"
}
bind shop web
bind shop jobs shop-batch
