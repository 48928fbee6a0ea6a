#!/bin/bash
set -e
kubectl apply -f bootstrap/namespace.yaml
helm upgrade --install velero vmware-tanzu/velero --namespace velero -f velero/values.yaml
