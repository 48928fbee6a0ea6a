env        = "staging"
project_id = "quillmark-stg-7742"
region     = "us-central1"
network    = "qm-us"
