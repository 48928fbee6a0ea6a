project_id    = "quill-retail-prod"
ksa_namespace = "pricing-prod"
