project_id  = "velora-lake-prod-831"
environment = "prod"

accounts = {
  ingest  = "trip-ingest@velora-run-prod-731.iam.gserviceaccount.com"
  pricing = "trip-pricing@velora-run-prod-731.iam.gserviceaccount.com"
}
