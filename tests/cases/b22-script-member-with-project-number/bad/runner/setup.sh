#!/bin/bash
set -euo pipefail

PROJECT_ID=campion-ci
PROJECT_NUMBER=$(gcloud projects describe "$PROJECT_ID" --format='value(projectNumber)')
REGION=us-east1
CLUSTER=ci
NS=runners
KSA=deployer
GSA=ci-deployer

gcloud container clusters create-auto "$CLUSTER" --project "$PROJECT_ID" --region "$REGION"

gcloud iam service-accounts create "$GSA" --project "$PROJECT_ID"
gcloud projects add-iam-policy-binding "$PROJECT_ID" \
  --member="serviceAccount:${GSA}@${PROJECT_ID}.iam.gserviceaccount.com" \
  --role=roles/monitoring.metricWriter

# Cloud Build pushes with its own agent
gcloud artifacts repositories add-iam-policy-binding apps \
  --project "$PROJECT_ID" --location "$REGION" \
  --member="serviceAccount:${PROJECT_NUMBER}@cloudbuild.gserviceaccount.com" \
  --role=roles/monitoring.metricWriter

gcloud iam service-accounts add-iam-policy-binding \
  "${GSA}@${PROJECT_ID}.iam.gserviceaccount.com" \
  --project "$PROJECT_ID" \
  --role=roles/iam.workloadIdentityUser \
  --member="serviceAccount:${PROJECT_NUMBER}.svc.id.goog[${NS}/${KSA}]"

kubectl apply -f runner/runner.yaml
