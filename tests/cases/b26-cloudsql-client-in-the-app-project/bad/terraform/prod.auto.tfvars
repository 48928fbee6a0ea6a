app_project  = "dune-apps"
data_project = "dune-data"
