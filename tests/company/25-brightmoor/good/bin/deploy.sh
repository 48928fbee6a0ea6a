#!/usr/bin/env bash
here="$(dirname "$0")"
source "$here/lib/common.sh"
source "$here/lib/environment.sh"

need gcloud kubectl envsubst
load_environment "${1:-}"
export TAG="${2:?image tag}"

set -a
source "$REPO_ROOT/config/env/$ENVIRONMENT.env"
set +a

gcloud container clusters get-credentials "$CLUSTER" --region "$REGION" --project "$PROJECT_ID"

for template in "$REPO_ROOT"/k8s/*.yaml; do
  log "apply ${template##*/}"
  envsubst '$NAMESPACE $PROJECT_ID $TAG $WEB_REPLICAS $SCAN_SCHEDULE' <"$template" | kubectl apply -f -
done

for deployment in portal-web document-api; do
  kubectl -n "$NAMESPACE" rollout status "deployment/$deployment" --timeout=5m
done
