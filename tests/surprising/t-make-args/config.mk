PROJECT_ID := acme-prod
GKE_PROJECT := acme-clusters
