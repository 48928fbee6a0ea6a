#!/usr/bin/env bash
here="$(dirname "$0")"
source "$here/lib/common.sh"
source "$here/lib/environment.sh"

load_environment "${1:-}"
[[ "$ENVIRONMENT" == live ]] && die "not for live"

gcloud container clusters delete "$CLUSTER" --region="$REGION" --project="$PROJECT_ID" --quiet
