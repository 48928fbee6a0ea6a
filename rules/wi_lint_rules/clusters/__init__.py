"""WI3xx: clusters, node pools and their APIs."""
