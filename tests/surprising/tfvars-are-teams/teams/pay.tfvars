team    = "pay"
project = "acme-pay"
