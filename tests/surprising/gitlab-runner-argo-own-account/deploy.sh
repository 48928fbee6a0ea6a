helm upgrade --install gitlab-runner gitlab/gitlab-runner -n ci -f values.yaml
