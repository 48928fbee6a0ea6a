project_id     = "northwharf-reports"
gke_project_id = "northwharf-gke-prod"
namespace      = "reports"
ksa_name       = "report-builder"
