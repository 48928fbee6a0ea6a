project_id = "sorrel-web-9"
