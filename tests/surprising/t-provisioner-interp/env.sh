PROJECT=acme-prod
