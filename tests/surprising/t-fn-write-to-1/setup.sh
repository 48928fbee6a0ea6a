#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
render() {
  cat > "$1" <<EOF
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: $2@$P.iam.gserviceaccount.com
EOF
}
render sa.yaml shop-web
kubectl apply -f sa.yaml
