export PROJECT_ID="harborlight-batch"
export REGION="us-central1"
export CLUSTER="batch"
