#!/bin/sh
set -eu
stack="$1"
env="$2"

terraform -chdir="stacks/$stack" init -input=false -reconfigure -backend-config="prefix=$stack/$env"
terraform -chdir="stacks/$stack" apply -input=false -auto-approve -var-file="vars/$env.tfvars"
