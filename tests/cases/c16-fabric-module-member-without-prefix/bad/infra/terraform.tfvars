project_id = "brambling-video-prod"
