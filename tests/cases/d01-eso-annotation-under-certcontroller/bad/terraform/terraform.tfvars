project_id = "tamarack-prod"
