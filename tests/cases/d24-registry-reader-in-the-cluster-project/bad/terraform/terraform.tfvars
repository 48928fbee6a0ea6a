project_id     = "walnut-prod"
shared_project = "walnut-shared"
