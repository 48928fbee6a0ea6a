#!/usr/bin/env bash
set -euo pipefail
for app in search profile; do
  helm upgrade --install "$app" "charts/$app" --namespace web --create-namespace
done
