#!/usr/bin/env bash
set -euo pipefail
provider="$1"
account="$2"

echo "$GCP_ID_TOKEN" > /tmp/id_token
cat > /tmp/gcp.json <<JSON
{
  "type": "external_account",
  "audience": "//iam.googleapis.com/${provider}",
  "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
  "token_url": "https://sts.googleapis.com/v1/token",
  "credential_source": { "file": "/tmp/id_token" },
  "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken"
}
JSON
