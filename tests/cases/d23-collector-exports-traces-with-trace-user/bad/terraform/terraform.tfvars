project_id = "hazel-platform"
