env      = "prod"
location = "europe-west3"

pools = {
  clinical = {
    project_id     = "vireo-clinical-pr"
    project_number = "560917724408"
  }
  research = {
    project_id     = "vireo-research-pr"
    project_number = "702446190271"
  }
}
