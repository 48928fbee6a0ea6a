project_id        = "alder-saas"
tenant_namespaces = ["north", "south", "coast"]
