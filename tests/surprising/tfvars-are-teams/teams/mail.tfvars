team    = "mail"
project = "acme-mail"
