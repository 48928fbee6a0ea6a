#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
cat > sa.yaml <<'EOF'
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: email
EOF
sed -i -e "s/: email/: shop-web@$P.iam.gserviceaccount.com/" sa.yaml
kubectl apply -f sa.yaml
