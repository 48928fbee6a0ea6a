project_id    = "quill-retail-dev"
ksa_namespace = "pricing-dev"
