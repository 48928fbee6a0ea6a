env = "staging"
project = "acme-staging"
