#!/usr/bin/env bash
set -euo pipefail

PROJECT=acme-prod
cat > sa.yaml <<'EOF'
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: changed-below
EOF
yq -i ".metadata.annotations[\"iam.gke.io/gcp-service-account\"] = \"shop-web@$PROJECT.iam.gserviceaccount.com\"" sa.yaml
kubectl apply -f sa.yaml
gcloud iam service-accounts add-iam-policy-binding "shop-web@$PROJECT.iam.gserviceaccount.com" \
  --role roles/iam.workloadIdentityUser --member "serviceAccount:$PROJECT.svc.id.goog[shop/web]"
