env        = "prod-us"
project_id = "quillmark-us-3310"
region     = "us-central1"
network    = "qm-us"
