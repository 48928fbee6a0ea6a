region = "europe-west3"
projects = {
  clinical = { id = "vireo-clinical-pr", number = "702446190853" }
  research = { id = "vireo-research-pr", number = "702446190271" }
}
clusters = {
  clinical-a = { project = "clinical", machine_type = "n2d-standard-4" }
  clinical-b = { project = "clinical", machine_type = "n2d-standard-4" }
  research-a = { project = "research", machine_type = "n2d-highmem-8" }
}
