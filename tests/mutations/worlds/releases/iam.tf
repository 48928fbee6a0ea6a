locals {
  workloads = {
    dns      = { account = "net-dns", subject = "dns/external-dns" }
    thumbs   = { account = "thumbs-maker", subject = "thumbs/maker" }
    platform = { account = "platform-secrets", subject = "platform/external-secrets" }
    certs    = { account = "certs-solver", subject = "certs/cert-manager" }
  }
}

resource "google_service_account" "of" {
  for_each   = local.workloads
  project    = "acme-prod"
  account_id = each.value.account
}

resource "google_service_account_iam_member" "of" {
  for_each           = local.workloads
  service_account_id = google_service_account.of[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[${each.value.subject}]"
}

resource "google_dns_managed_zone_iam_member" "dns" {
  project      = "acme-prod"
  managed_zone = "acme"
  role         = "roles/dns.admin"
  member       = google_service_account.of["dns"].member
}

resource "google_dns_managed_zone_iam_member" "certs" {
  project      = "acme-prod"
  managed_zone = "acme"
  role         = "roles/dns.admin"
  member       = google_service_account.of["certs"].member
}

resource "google_storage_bucket_iam_member" "thumbs" {
  bucket = "acme-thumbs"
  role   = "roles/storage.objectUser"
  member = google_service_account.of["thumbs"].member
}

resource "google_secret_manager_secret_iam_member" "platform" {
  project   = "acme-prod"
  secret_id = "shop"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.of["platform"].member
}
