project_id = "cobalt-tenants-prod"
