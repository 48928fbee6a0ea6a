#!/usr/bin/env bash
here="$(dirname "$0")"
source "$here/lib/common.sh"
source "$here/lib/environment.sh"
source "$here/lib/iam.sh"

need gcloud
load_environment "${1:-}"

while IFS=$'\t' read -r kind name ksa role; do
  case "$kind" in
    bucket) grant_bucket "$name" "$ksa" "$role" ;;
    secret) grant_secret "$name" "$ksa" "$role" ;;
    *)      die "config/grants.tsv: unknown kind $kind" ;;
  esac
done < <(rows "$REPO_ROOT/config/grants.tsv")
