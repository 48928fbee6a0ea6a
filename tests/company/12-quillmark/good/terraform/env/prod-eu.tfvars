env        = "prod-eu"
project_id = "quillmark-eu-8865"
region     = "europe-west3"
network    = "qm-eu"
