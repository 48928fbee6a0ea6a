env      = "test"
location = "europe-west1"

pools = {
  clinical = {
    project_id     = "vireo-clinical-t1"
    project_number = "418203377115"
  }
  research = {
    project_id     = "vireo-research-t1"
    project_number = "418203377662"
  }
}
