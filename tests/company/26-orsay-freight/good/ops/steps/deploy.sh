use_cluster
render "$ENVIRONMENT" | kubectl apply -f -

for app in "${APPS[@]}"; do
  kubectl -n "$NAMESPACE" rollout status deployment "$app" --timeout 300s
done
