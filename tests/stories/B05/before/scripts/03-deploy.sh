#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/env.sh"

kubectl apply --namespace "${APP_NAMESPACE}" -f "$(dirname "$0")/../manifests/report-builder.yaml"
kubectl apply --namespace "${MONITORING_NAMESPACE}" -f "$(dirname "$0")/../manifests/blackbox-exporter.yaml"
