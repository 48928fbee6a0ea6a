#!/usr/bin/env bash
set -euo pipefail

P=acme-prod
bind() {
  local over=
  if [ "$1" = --overwrite ]; then over=--overwrite; shift; fi
  kubectl annotate sa "$1" -n shop $over "iam.gke.io/gcp-service-account=$2@$P.iam.gserviceaccount.com"
}
bind --overwrite web shop-web
bind jobs shop-jobs
