project_id = "kestrel-shop-dev"
env        = "dev"
