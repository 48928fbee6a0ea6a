# Sourced by the other scripts.
export PROJECT_ID="harbor-analytics-418"
export REGION="us-east4"
export CLUSTER="analytics"

export APP_NAMESPACE="reporting"
export MONITORING_NAMESPACE="monitoring"

export GSA_NAME="report-builder"
export KSA_NAME="report-builder"
