#!/bin/sh
gcloud iam service-accounts create shop-web --project "$PROJECT_ID"
gcloud iam service-accounts add-iam-policy-binding "shop-web@$PROJECT_ID.iam.gserviceaccount.com" \
  --role roles/iam.workloadIdentityUser --member "serviceAccount:$GKE_PROJECT.svc.id.goog[shop/web]"
