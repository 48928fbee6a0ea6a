use_cluster() {
  gcloud container clusters get-credentials "$CLUSTER" --location "$LOCATION" --project "$PROJECT"
}

# render OVERLAY
render() {
  kubectl kustomize "$OPS/../k8s/overlays/$1" |
    sed -e "s/__PROJECT__/$PROJECT/g" -e "s/__VERSION__/$VERSION/g"
}
