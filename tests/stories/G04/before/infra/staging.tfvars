project_id = "pixelbarn-staging"
