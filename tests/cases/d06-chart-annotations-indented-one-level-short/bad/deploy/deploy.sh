#!/usr/bin/env bash
set -euo pipefail
helm upgrade --install receipts charts/receipts \
  --namespace shop --create-namespace \
  --values deploy/prod.yaml
