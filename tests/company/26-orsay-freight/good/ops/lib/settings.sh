# settings_for ENV
settings_for() {
  ENVIRONMENT="$1"
  LOCATION="europe-west9"
  NAMESPACE="freight"

  case "$ENVIRONMENT" in
    dev)     PROJECT="orsay-dev-77";     NODES=1; MACHINE="e2-standard-4" ;;
    preprod) PROJECT="orsay-preprod-77"; NODES=1; MACHINE="e2-standard-4" ;;
    prod)    PROJECT="orsay-prod-31";    NODES=3; MACHINE="n2-standard-8" ;;
    *)       fail "environment '$ENVIRONMENT'?" ;;
  esac

  CLUSTER="freight-$ENVIRONMENT"
  VERSION="${VERSION:-$(cat "$OPS/../VERSION")}"

  # name of the account = name of the Kubernetes ServiceAccount
  APPS=(customs-api manifest-worker tracking-feed)

  # kind|resource|app|role
  GRANTS=(
    "bucket|customs-docs|customs-api|roles/storage.objectUser"
    "secret|douane-cert|customs-api|roles/secretmanager.secretAccessor"
    "bucket|manifests|manifest-worker|roles/storage.objectUser"
    "subscription|manifests-new|manifest-worker|roles/pubsub.subscriber"
    "topic|positions|tracking-feed|roles/pubsub.publisher"
  )
}
