resource "google_service_account" "dns" {
  project    = "loam-net-7"
  account_id = "loam-dns"
}

resource "google_project_iam_member" "dns" {
  project = "loam-net-7"
  role    = "roles/dns.admin"
  member  = google_service_account.dns.member
}

resource "google_service_account_iam_member" "dns" {
  service_account_id = google_service_account.dns.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:loam-net-7.svc.id.goog[platform/external-dns]"
}
