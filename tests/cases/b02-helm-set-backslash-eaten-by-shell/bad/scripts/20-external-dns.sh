#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

helm repo add external-dns https://kubernetes-sigs.github.io/external-dns/
helm upgrade --install external-dns external-dns/external-dns \
  --version 1.15.0 \
  --namespace "${NAMESPACE}" --create-namespace \
  --set provider.name=google \
  --set serviceAccount.create=true \
  --set serviceAccount.name="${KSA}" \
  --set serviceAccount.annotations.iam\.gke\.io/gcp-service-account="${GSA_EMAIL}" \
  --values values/external-dns.yaml
