project_id = "sequoia-events"
