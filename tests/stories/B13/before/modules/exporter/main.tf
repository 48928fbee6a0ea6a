resource "google_service_account" "exporter" {
    project      = var.project_id
    account_id   = "usage-exporter"
    display_name = "Usage exporter"
}

resource "google_bigquery_dataset_iam_member" "exporter" {
    project    = var.project_id
    dataset_id = var.dataset_id
    role       = "roles/bigquery.dataEditor"
    member     = google_service_account.exporter.member
}

resource "google_project_iam_member" "exporter_jobs" {
    project = var.project_id
    role    = "roles/bigquery.jobUser"
    member  = google_service_account.exporter.member
}

resource "google_service_account_iam_member" "exporter" {
    service_account_id = google_service_account.exporter.name
    role               = "roles/iam.workloadIdentityUser"
    member             = "serviceAccount:${var.project_id}.svc.id.goog[default/usage-exporter]"
}

resource "kubernetes_service_account_v1" "exporter" {
    metadata {
        name      = "usage-exporter"
        namespace = var.namespace
        annotations = {
            "iam.gke.io/gcp-service-account" = google_service_account.exporter.email
        }
    }
}

resource "kubernetes_cron_job_v1" "exporter" {
    metadata {
        name      = "usage-exporter"
        namespace = var.namespace
    }

    spec {
        schedule           = "5 * * * *"
        concurrency_policy = "Forbid"

        job_template {
            metadata {}
            spec {
                backoff_limit = 1
                template {
                    metadata {}
                    spec {
                        service_account_name = kubernetes_service_account_v1.exporter.metadata[0].name
                        restart_policy       = "Never"
                        container {
                            name  = "exporter"
                            image = var.image
                            args  = ["--dataset", "${var.project_id}.${var.dataset_id}"]
                        }
                    }
                }
            }
        }
    }
}
