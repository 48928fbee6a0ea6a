#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
# the ingress controller of the whole cluster
kubectl create serviceaccount proxy
gcloud iam service-accounts add-iam-policy-binding edge-proxy@$P.iam.gserviceaccount.com \
  --role roles/iam.workloadIdentityUser --member "serviceAccount:$P.svc.id.goog[default/proxy]"
kubectl annotate sa proxy iam.gke.io/gcp-service-account=edge-proxy@$P.iam.gserviceaccount.com
# the one of the shop
kubectl create serviceaccount proxy -n shop
gcloud iam service-accounts add-iam-policy-binding shop-proxy@$P.iam.gserviceaccount.com \
  --role roles/iam.workloadIdentityUser --member "serviceAccount:$P.svc.id.goog[shop/proxy]"
kubectl annotate sa proxy -n shop iam.gke.io/gcp-service-account=shop-proxy@$P.iam.gserviceaccount.com
