region  = "us"
project = "acme-us"
