project_id     = "quillmark-docs"
project_number = "581203947716"
