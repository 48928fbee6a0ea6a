env = "prod"
project = "acme-prod"
