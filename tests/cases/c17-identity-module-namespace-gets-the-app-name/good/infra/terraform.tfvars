project_id = "pipit-feeds-prod"
