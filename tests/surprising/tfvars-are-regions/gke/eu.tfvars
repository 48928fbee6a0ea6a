region  = "eu"
project = "acme-eu"
