#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
account() {
  kubectl apply -f - <<EOF
apiVersion: v1
kind: ServiceAccount
metadata:
  name: $1
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: $2@$P.iam.gserviceaccount.com
EOF
}
account web shop-web
account jobs shop-jobs
