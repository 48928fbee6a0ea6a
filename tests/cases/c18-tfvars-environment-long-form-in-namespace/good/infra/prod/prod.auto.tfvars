project_id  = "fieldfare-shop-prod"
environment = "prod"
