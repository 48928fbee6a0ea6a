#!/usr/bin/env bash

use_env() {
  ENV_NAME="${1:-none}"
  case "$ENV_NAME" in
    dev)   PROJECT=nordlys-dev-3f1   LOCATION=europe-north1-a ;;
    stage) PROJECT=nordlys-stage-3f1 LOCATION=europe-north1 ;;
    prod)  PROJECT=nordlys-prod-8c4  LOCATION=europe-north1 ;;
    *)     bail "usage: $0 dev|stage|prod" ;;
  esac
  CLUSTER="render-$ENV_NAME"
  NAMESPACE=render
  CONFIG="$TOP/config/$ENV_NAME"
}
