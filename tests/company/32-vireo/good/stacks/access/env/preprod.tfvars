env      = "preprod"
location = "europe-west1"

pools = {
  clinical = {
    project_id     = "vireo-clinical-pp"
    project_number = "560917724408"
  }
  research = {
    project_id     = "vireo-research-pp"
    project_number = "560917724931"
  }
}
