#!/bin/bash
#
# One-time set-up for the feed importer. Needs owner on both projects.
#
set -eu

CLUSTER_PROJECT=tiller-platform-prod
DATA_PROJECT=tiller-datalake-prod
CLUSTER=platform-euw4
LOCATION=europe-west4

NS=feeds
SA=feed-importer
BUCKET=tiller-datalake-raw

# 1. the Google service account lives next to the cluster
gcloud iam service-accounts create $SA \
    --project=$CLUSTER_PROJECT \
    --display-name="Feed importer"

# 2. it writes to the data lake's raw bucket
gcloud storage buckets add-iam-policy-binding gs://$BUCKET \
    --project=$DATA_PROJECT \
    --member="serviceAccount:$SA@$CLUSTER_PROJECT.iam.gserviceaccount.com" \
    --role=roles/storage.objectCreator

# 3. let the pod's KSA use it
gcloud iam service-accounts add-iam-policy-binding \
    $SA@$CLUSTER_PROJECT.iam.gserviceaccount.com \
    --project=$CLUSTER_PROJECT \
    --role=roles/iam.workloadIdentityUser \
    --member="serviceAccount:$CLUSTER_PROJECT.svc.id.goog[$NS/$SA]"

# 4. Kubernetes side
gcloud container clusters get-credentials $CLUSTER \
    --project=$CLUSTER_PROJECT --location=$LOCATION

kubectl apply -f k8s/namespace.yaml
kubectl create serviceaccount $SA -n $NS
kubectl annotate serviceaccount $SA -n $NS \
    iam.gke.io/gcp-service-account=$SA@$DATA_PROJECT.iam.gserviceaccount.com

kubectl apply -f k8s/importer.yaml
