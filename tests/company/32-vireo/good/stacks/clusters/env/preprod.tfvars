region = "europe-west1"
projects = {
  clinical = { id = "vireo-clinical-pp", number = "560917724408" }
  research = { id = "vireo-research-pp", number = "560917724931" }
}
clusters = {
  clinical-a = { project = "clinical", machine_type = "n2d-standard-4" }
  clinical-b = { project = "clinical", machine_type = "n2d-standard-4" }
  research-a = { project = "research", machine_type = "n2d-highmem-8" }
}
