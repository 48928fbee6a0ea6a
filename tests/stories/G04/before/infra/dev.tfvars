project_id = "pixelbarn-dev"
