#!/usr/bin/env bash
set -euo pipefail
helm upgrade --install bindplane bindplane/bindplane -n bindplane --create-namespace -f helm/bindplane/values.yaml
helm upgrade --install grafana grafana/grafana -n monitoring --create-namespace -f helm/grafana/values.yaml
