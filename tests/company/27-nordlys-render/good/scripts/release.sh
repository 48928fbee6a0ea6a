#!/usr/bin/env bash
. "$(dirname "$0")/lib/base.sh"
. "$(dirname "$0")/lib/envs.sh"

use_env "$1"
tag="${2:?tag}"

gcloud container clusters get-credentials "$CLUSTER" --location="$LOCATION" --project="$PROJECT"

helm upgrade --install render "$TOP/chart" \
  --namespace "$NAMESPACE" --create-namespace \
  --values "$TOP/chart/values.yaml" \
  --values "$CONFIG/values.yaml" \
  --set project="$PROJECT" \
  --set image.tag="$tag" \
  --wait --timeout 10m

kubectl -n "$NAMESPACE" get pods -o wide
