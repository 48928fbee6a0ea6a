region  = "ap"
project = "acme-ap"
