#!/usr/bin/env bash

load_environment() {
  local env="${1:?environment}"
  REGION=europe-west2

  case "$env" in
    dev)
      PROJECT_ID=brightmoor-dev-a1
      PROJECT_NUMBER=338120447751
      NODE_COUNT=1
      ;;
    test)
      PROJECT_ID=brightmoor-test-a1
      PROJECT_NUMBER=338120447751
      NODE_COUNT=2
      ;;
    live)
      PROJECT_ID=brightmoor-live-b2
      PROJECT_NUMBER=905517730164
      NODE_COUNT=4
      ;;
    *)
      die "unknown environment $env"
      ;;
  esac

  ENVIRONMENT="$env"
  CLUSTER="portal-$env"
  NAMESPACE=portal
  export ENVIRONMENT PROJECT_ID PROJECT_NUMBER REGION CLUSTER NAMESPACE NODE_COUNT
}
