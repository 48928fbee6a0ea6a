locals {
  pool = google_container_cluster.metering.workload_identity_config[0].workload_pool

  workloads = {
    meter-ingest = {
      topics = ["meter-readings"]
    }
    tariff-engine = {
      subscriptions = ["tariff-readings"]
    }
  }
}

resource "google_service_account" "workload" {
  for_each = local.workloads

  account_id = each.key
}

resource "google_service_account_iam_member" "workload" {
  for_each = local.workloads

  service_account_id = google_service_account.workload[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = format("serviceAccount:%s[%s/%s]", local.pool, local.namespace, each.key)
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = merge([
    for name, w in local.workloads : {
      for t in lookup(w, "topics", []) : "${name}:${t}" => { account = name, topic = t }
    }
  ]...)

  topic  = google_pubsub_topic.this[each.value.topic].name
  role   = "roles/pubsub.publisher"
  member = google_service_account.workload[each.value.account].member
}

resource "google_pubsub_subscription_iam_member" "subscriber" {
  for_each = merge([
    for name, w in local.workloads : {
      for s in lookup(w, "subscriptions", []) : "${name}:${s}" => { account = name, subscription = s }
    }
  ]...)

  subscription = google_pubsub_subscription.this[each.value.subscription].name
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.workload[each.value.account].member
}
