project_id    = "quillbank-pay-dev"
k8s_namespace = "payouts"
