"""WI1xx: Kubernetes service accounts and what runs as them."""
