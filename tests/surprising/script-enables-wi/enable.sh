gcloud container clusters update asia --location asia-east1 --project acme-prod --workload-pool=acme-prod.svc.id.goog
