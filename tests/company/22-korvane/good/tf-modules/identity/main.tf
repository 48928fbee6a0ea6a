locals {
  secret_grants = merge([
    for app, cfg in var.apps : {
      for secret in cfg.secrets : "${app}/${secret}" => { app = app, secret = secret }
    }
  ]...)

  topic_grants = merge([
    for app, cfg in var.apps : {
      for topic in cfg.topics : "${app}/${topic}" => { app = app, topic = topic }
    }
  ]...)
}

resource "google_service_account" "app" {
  for_each = var.apps

  project      = var.project
  account_id   = each.key
  display_name = "${each.key} (${var.env})"
}

resource "google_service_account_iam_member" "app" {
  for_each = var.apps

  service_account_id = google_service_account.app[each.key].id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[${each.value.namespace}/${each.key}]"
}

resource "google_secret_manager_secret" "app" {
  for_each = toset(distinct([for g in local.secret_grants : g.secret]))

  project   = var.project
  secret_id = each.value

  replication {
    user_managed {
      replicas {
        location = var.region
      }
      dynamic "replicas" {
        for_each = var.secret_replica_location == null ? [] : [var.secret_replica_location]
        content {
          location = replicas.value
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "app" {
  for_each = local.secret_grants

  project   = var.project
  secret_id = google_secret_manager_secret.app[each.value.secret].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.app[each.value.app].email}"
}

resource "google_pubsub_topic" "app" {
  for_each = toset(distinct([for g in local.topic_grants : g.topic]))

  project = var.project
  name    = each.value
}

resource "google_pubsub_topic_iam_member" "app" {
  for_each = local.topic_grants

  project = var.project
  topic   = google_pubsub_topic.app[each.value.topic].name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.app[each.value.app].email}"
}
