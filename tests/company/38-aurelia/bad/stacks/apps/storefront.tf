resource "google_service_account" "storefront" {
  count = local.uses_gcp ? 1 : 0

  account_id   = "storefront"
  display_name = "Storefront"
}

resource "google_service_account_iam_member" "storefront_wi" {
  count = local.uses_gcp ? 1 : 0

  service_account_id = google_service_account.storefront[0].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.pool}[shop/storefront]"
}

resource "google_pubsub_topic" "orders" {
  count = local.uses_gcp ? 1 : 0

  name = "orders"
}

resource "google_pubsub_topic_iam_member" "storefront_orders" {
  count = local.uses_gcp ? 1 : 0

  topic  = google_pubsub_topic.orders[0].name
  role   = "roles/pubsub.publisher"
  member = google_service_account.storefront[0].member
}

locals {
  storefront_annotations = merge(
    { "aurelia.shop/owner" = "web" },
    contains(["stg", "prod"], var.env) ? {
      "iam.gke.io/gcp-service-account" = google_service_account.storefront[0].email
    } : {},
  )

  storefront_env = concat(
    [{ name = "GOOGLE_CLOUD_PROJECT", value = var.project_id }],
    var.env == "dev" ? [{ name = "PUBSUB_EMULATOR_HOST", value = "pubsub-emulator.shop:8085" }] : [],
    var.env == "prd" ? [{ name = "CACHE_TTL", value = "300" }] : [],
  )
}

resource "helm_release" "storefront" {
  name             = "storefront"
  namespace        = "shop"
  create_namespace = true
  chart            = "${path.module}/../../charts/app"

  values = [
    templatefile("${path.module}/values/app.yaml.tftpl", {
      name        = "storefront"
      version     = var.versions.storefront
      replicas    = lookup({ stg = 2, prd = 8 }, var.env, 1)
      pool        = "web"
      annotations = local.storefront_annotations
      env         = local.storefront_env
    })
  ]
}
