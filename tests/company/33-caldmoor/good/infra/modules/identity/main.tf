variable "project" {
  type = string
}

variable "namespace" {
  type = string
}

variable "pool" {
  type = string
}

variable "accounts" {
  type = map(object({
    topics        = optional(list(string), [])
    subscriptions = optional(list(string), [])
    buckets       = optional(list(string), [])
  }))
}

resource "google_service_account" "this" {
  for_each = var.accounts

  project    = var.project
  account_id = each.key
}

resource "google_service_account_iam_member" "wi" {
  for_each = var.accounts

  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.pool}[${var.namespace}/${each.key}]"
}

locals {
  topics        = flatten([for n, a in var.accounts : [for t in a.topics : { account = n, target = t }]])
  subscriptions = flatten([for n, a in var.accounts : [for s in a.subscriptions : { account = n, target = s }]])
  buckets       = flatten([for n, a in var.accounts : [for b in a.buckets : { account = n, target = b }]])
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = { for g in local.topics : "${g.account}/${g.target}" => g }

  project = var.project
  topic   = each.value.target
  role    = "roles/pubsub.publisher"
  member  = google_service_account.this[each.value.account].member
}

resource "google_pubsub_subscription_iam_member" "subscriber" {
  for_each = { for g in local.subscriptions : "${g.account}/${g.target}" => g }

  project      = var.project
  subscription = each.value.target
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.this[each.value.account].member
}

resource "google_storage_bucket_iam_member" "writer" {
  for_each = { for g in local.buckets : "${g.account}/${g.target}" => g }

  bucket = each.value.target
  role   = "roles/storage.objectCreator"
  member = google_service_account.this[each.value.account].member
}
