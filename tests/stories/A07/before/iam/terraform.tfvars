project_id     = "northwharf-reports"
gke_project_id = "northwharf-reports"
namespace      = "reports"
ksa_name       = "report-builder"
