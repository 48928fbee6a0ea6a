project_id    = "quillbank-pay-stg"
k8s_namespace = "payouts"
