#!/usr/bin/env bash

account_email() { echo "$1@$PROJECT.iam.gserviceaccount.com"; }

make_account() {
  gcloud iam service-accounts create "$1" --project="$PROJECT" --display-name="${2:-$1}" || say "$1 is there"
}

# link ACCOUNT KSA
link() {
  gcloud iam service-accounts add-iam-policy-binding "$(account_email "$1")" \
    --project="$PROJECT" \
    --role="roles/iam.workloadIdentityUser" \
    --member="serviceAccount:$PROJECT.svc.id.goog[$NAMESPACE/$2]"
}

# allow ACCOUNT TYPE RESOURCE ROLE
allow() {
  local member="serviceAccount:$(account_email "$1")" type="$2" resource="$3" role="$4"
  case "$type" in
    bucket)       gcloud storage buckets add-iam-policy-binding "gs://nordlys-$ENV_NAME-$resource" --member="$member" --role="$role" ;;
    topic)        gcloud pubsub topics add-iam-policy-binding "$resource" --project="$PROJECT" --member="$member" --role="$role" ;;
    subscription) gcloud pubsub subscriptions add-iam-policy-binding "$resource" --project="$PROJECT" --member="$member" --role="$role" ;;
    *)            bail "allow: $type" ;;
  esac
}
