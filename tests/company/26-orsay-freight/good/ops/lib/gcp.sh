gsa_email() {
  echo "$1@$PROJECT.iam.gserviceaccount.com"
}

# ensure_account NAME
ensure_account() {
  local name="$1"
  if ! gcloud iam service-accounts describe "$(gsa_email "$name")" --project "$PROJECT" &>/dev/null; then
    gcloud iam service-accounts create "$name" --project "$PROJECT" --display-name "$name"
  fi
}

# bind_ksa ACCOUNT NAMESPACE KSA
bind_ksa() {
  local account="$1" ns="$2" ksa="$3"
  gcloud iam service-accounts add-iam-policy-binding "$(gsa_email "$account")" \
    --project "$PROJECT" \
    --role roles/iam.workloadIdentityUser \
    --member "serviceAccount:$PROJECT.svc.id.goog[$ns/$ksa]"
}

# grant KIND RESOURCE ACCOUNT ROLE
grant() {
  local kind="$1" resource="$2" role="$4"
  local member
  member="serviceAccount:$(gsa_email "$3")"

  case "$kind" in
    bucket)
      gcloud storage buckets add-iam-policy-binding "gs://$PROJECT-$resource" --member "$member" --role "$role" ;;
    secret)
      gcloud secrets add-iam-policy-binding "$resource" --project "$PROJECT" --member "$member" --role "$role" ;;
    topic)
      gcloud pubsub topics add-iam-policy-binding "$resource" --project "$PROJECT" --member "$member" --role "$role" ;;
    subscription)
      gcloud pubsub subscriptions add-iam-policy-binding "$resource" --project "$PROJECT" --member "$member" --role "$role" ;;
    *)
      fail "kind $kind" ;;
  esac
}
