#!/usr/bin/env bash
set -euo pipefail

PROJECT=acme-prod
wi() {
  local ns=default
  while [ $# -gt 1 ]; do
    case "$1" in
      --ns) ns=$2; shift 2 ;;
      --ksa) ksa=$2; shift 2 ;;
    esac
  done
  gcloud iam service-accounts add-iam-policy-binding "$1@$PROJECT.iam.gserviceaccount.com" \
    --role roles/iam.workloadIdentityUser --member "serviceAccount:$PROJECT.svc.id.goog[$ns/$ksa]"
  kubectl annotate sa "$ksa" -n "$ns" "iam.gke.io/gcp-service-account=$1@$PROJECT.iam.gserviceaccount.com"
}
wi --ns shop --ksa web shop-web
wi --ns batch --ksa jobs batch-jobs
