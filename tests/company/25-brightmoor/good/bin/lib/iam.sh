#!/usr/bin/env bash

# ksa_principal NAMESPACE KSA
ksa_principal() {
  local ns="$1" ksa="$2"
  echo "principal://iam.googleapis.com/projects/${PROJECT_NUMBER}/locations/global/workloadIdentityPools/${PROJECT_ID}.svc.id.goog/subject/ns/${ns}/sa/${ksa}"
}

# grant_bucket BUCKET KSA ROLE
grant_bucket() {
  local bucket="$1" ksa="$2" role="$3"
  log "bucket $bucket: $role for $ksa"
  gcloud storage buckets add-iam-policy-binding "gs://${PROJECT_ID}-${bucket}" \
    --member="$(ksa_principal "$NAMESPACE" "$ksa")" \
    --role="$role" >/dev/null
}

# grant_secret SECRET KSA ROLE
grant_secret() {
  local secret="$1" ksa="$2" role="$3"
  log "secret $secret: $role for $ksa"
  gcloud secrets add-iam-policy-binding "$secret" \
    --project="$PROJECT_ID" \
    --member="$(ksa_principal "$NAMESPACE" "$ksa")" \
    --role="$role" >/dev/null
}
