project_id = "kestrel-shop-staging"
env        = "staging"
