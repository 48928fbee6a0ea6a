project_id = "pixelbarn-prod"
