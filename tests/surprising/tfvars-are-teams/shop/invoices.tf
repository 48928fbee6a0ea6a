resource "google_service_account" "shop_invoices" {
  project      = "acme-shop"
  account_id   = "shop-invoices"
  display_name = "shop-invoices"
}

resource "google_service_account_iam_member" "shop_invoices_wi" {
  service_account_id = google_service_account.shop_invoices.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-pay.svc.id.goog[pay/invoices]"
}
