project_id = "juniper-billing"
