project_id    = "quillbank-pay-prod"
node_count    = 3
k8s_namespace = "payouts"
