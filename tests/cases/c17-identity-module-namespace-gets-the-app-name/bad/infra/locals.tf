locals {
  namespace    = "feeds"
  ingest_name  = "feed-ingest"
  publish_name = "feed-publish"
}
