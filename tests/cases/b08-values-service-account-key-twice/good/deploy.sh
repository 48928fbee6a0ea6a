#!/usr/bin/env bash
set -euo pipefail
PROJECT=fennel-iot
SA=event-gateway@${PROJECT}.iam.gserviceaccount.com

gcloud iam service-accounts create event-gateway --project="$PROJECT"
gcloud pubsub topics add-iam-policy-binding device-events --project="$PROJECT" \
  --member="serviceAccount:${SA}" --role=roles/pubsub.publisher
gcloud iam service-accounts add-iam-policy-binding "$SA" --project="$PROJECT" \
  --role=roles/iam.workloadIdentityUser \
  --member="serviceAccount:${PROJECT}.svc.id.goog[ingest/event-gateway]"

helm upgrade --install event-gateway ./chart -n ingest --create-namespace -f env/prod.yaml
