#!/usr/bin/env bash
. "$(dirname "$0")/lib/base.sh"
. "$(dirname "$0")/lib/envs.sh"
. "$(dirname "$0")/lib/gke.sh"
. "$(dirname "$0")/lib/iam.sh"

use_env "$@"

make_account render-nodes "Render nodes"
gcloud projects add-iam-policy-binding "$PROJECT" \
  --member="serviceAccount:$(node_account)" \
  --role=roles/container.defaultNodeServiceAccount --condition=None

create_cluster
each_line "$CONFIG/pools.txt" create_pool
