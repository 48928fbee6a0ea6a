#!/bin/sh
set -eu
PROJECT=lichen-edge

gcloud iam service-accounts create autoneg --project $PROJECT
gcloud projects add-iam-policy-binding $PROJECT \
  --member "serviceAccount:autoneg@${PROJECT}.iam.gserviceaccount.com" \
  --role "projects/${PROJECT}/roles/autoneg"
gcloud iam service-accounts add-iam-policy-binding \
  "autoneg@${PROJECT}.iam.gserviceaccount.com" \
  --role roles/iam.workloadIdentityUser \
  --member "serviceAccount:${PROJECT}.svc.id.goog[autoneg-system/autoneg-controller]"
