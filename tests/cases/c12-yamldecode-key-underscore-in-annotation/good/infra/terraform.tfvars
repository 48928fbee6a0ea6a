project_id = "dotterel-media-prod"
