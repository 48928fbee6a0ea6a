#!/usr/bin/env bash

node_account() { echo "render-nodes@$PROJECT.iam.gserviceaccount.com"; }

create_cluster() {
  gcloud container clusters create "$CLUSTER" \
    --project="$PROJECT" --location="$LOCATION" \
    --network="render" --subnetwork="render-$ENV_NAME" --enable-ip-alias \
    --num-nodes=1 --machine-type=e2-standard-4 \
    --service-account="$(node_account)" \
    --workload-pool="$PROJECT.svc.id.goog" \
    --workload-metadata=GKE_METADATA \
    --release-channel=regular
}

# create_pool NAME MACHINE MIN MAX METADATA [FLAG...]
create_pool() {
  local name="$1" machine="$2" min="$3" max="$4" metadata="$5"
  shift 5
  say "pool $name ($machine, $min to $max)"
  gcloud container node-pools create "$name" \
    --project="$PROJECT" --location="$LOCATION" --cluster="$CLUSTER" \
    --machine-type="$machine" \
    --enable-autoscaling --min-nodes="$min" --max-nodes="$max" --num-nodes="$min" \
    --service-account="$(node_account)" \
    --workload-metadata="$metadata" \
    "$@"
}
