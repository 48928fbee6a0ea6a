project_id = "kestrel-shop-prod"
env        = "prod"
