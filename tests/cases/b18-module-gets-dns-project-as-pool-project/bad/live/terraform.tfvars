platform_project = "sedge-platform"
dns_project      = "sedge-dns-hub"
