resource "google_storage_bucket" "media" {
  for_each = toset(local.config.buckets)

  name                        = each.value
  location                    = "US"
  uniform_bucket_level_access = true
}

resource "google_pubsub_topic" "jobs" {
  for_each = local.config.topics

  name = each.key
}

resource "google_pubsub_subscription" "workers" {
  for_each = local.config.topics

  name                 = each.value
  topic                = google_pubsub_topic.jobs[each.key].id
  ack_deadline_seconds = 600
}
