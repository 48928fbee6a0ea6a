project_id  = "velora-lake-dev-828"
environment = "dev"

accounts = {
  ingest  = "trip-ingest@velora-run-dev-728.iam.gserviceaccount.com"
  pricing = "trip-pricing@velora-run-dev-728.iam.gserviceaccount.com"
}
