resource "google_pubsub_topic" "this" {
  for_each = toset(["meter-readings"])

  name = each.key
}

resource "google_pubsub_subscription" "this" {
  for_each = {
    tariff-readings = "meter-readings"
  }

  name  = each.key
  topic = google_pubsub_topic.this[each.value].id
}
