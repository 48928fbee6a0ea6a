#!/usr/bin/env bash
here="$(dirname "$0")"
source "$here/lib/common.sh"
source "$here/lib/environment.sh"

need gcloud
load_environment "${1:-}"

nodes="gke-nodes@${PROJECT_ID}.iam.gserviceaccount.com"

create_node_account() {
  gcloud iam service-accounts describe "$nodes" --project="$PROJECT_ID" >/dev/null 2>&1 ||
    gcloud iam service-accounts create gke-nodes --project="$PROJECT_ID"
  gcloud projects add-iam-policy-binding "$PROJECT_ID" \
    --member="serviceAccount:$nodes" \
    --role=roles/container.defaultNodeServiceAccount \
    --condition=None >/dev/null
}

create_cluster() {
  gcloud container clusters create "$CLUSTER" \
    --project="$PROJECT_ID" \
    --region="$REGION" \
    --num-nodes="$NODE_COUNT" \
    --machine-type=e2-standard-4 \
    --service-account="$nodes" \
    --workload-pool="${PROJECT_ID}.svc.id.goog" \
    --workload-metadata=GKE_METADATA \
    --enable-dataplane-v2 \
    --release-channel=regular
}

create_node_account
create_cluster

rows "$REPO_ROOT/config/buckets.txt" | while read -r bucket; do
  gcloud storage buckets create "gs://${PROJECT_ID}-${bucket}" \
    --project="$PROJECT_ID" --location="$REGION" --uniform-bucket-level-access
done

rows "$REPO_ROOT/config/secrets.txt" | while read -r secret; do
  gcloud secrets create "$secret" --project="$PROJECT_ID" \
    --replication-policy=user-managed --locations="$REGION"
done
