env = "dev"
project = "acme-dev"
