ensure_account gke-nodes

gcloud projects add-iam-policy-binding "$PROJECT" \
  --member "serviceAccount:$(gsa_email gke-nodes)" \
  --role roles/container.defaultNodeServiceAccount \
  --condition None

gcloud container clusters create "$CLUSTER" \
  --project "$PROJECT" \
  --location "$LOCATION" \
  --num-nodes "$NODES" \
  --machine-type "$MACHINE" \
  --service-account "$(gsa_email gke-nodes)" \
  --workload-pool "$PROJECT.svc.id.goog" \
  --workload-metadata GKE_METADATA
