#!/usr/bin/env bash
. "$(dirname "$0")/lib/base.sh"
. "$(dirname "$0")/lib/envs.sh"
. "$(dirname "$0")/lib/iam.sh"

use_env "$@"

declare -A KSA_OF=(
  [render-api]=api
  [render-worker]=worker
)

for account in "${!KSA_OF[@]}"; do
  make_account "$account"
  link "$account" "${KSA_OF[$account]}"
done

each_line "$TOP/config/identities.txt" allow
