team    = "shop"
project = "acme-shop"
