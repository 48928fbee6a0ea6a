project_id  = "velora-lake-uat-830"
environment = "uat"

accounts = {
  ingest  = "trip-ingest@velora-run-uat-730.iam.gserviceaccount.com"
  pricing = "trip-pricing@velora-run-uat-730.iam.gserviceaccount.com"
}
