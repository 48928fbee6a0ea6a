#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
cd base
cat > sa.yaml <<'EOF'
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: dummy
EOF
cd ../prod
kubectl apply -f sa.yaml
