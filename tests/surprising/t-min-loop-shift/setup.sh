#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
wi() {
  while [ $# -gt 1 ]; do
    if [ "$1" = --ns ]; then ns=$2; shift 2; fi
  done
  kubectl annotate sa web -n "$ns" "iam.gke.io/gcp-service-account=$1@$P.iam.gserviceaccount.com"
}
wi --ns shop shop-web
