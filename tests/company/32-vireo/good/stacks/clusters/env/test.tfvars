region = "europe-west1"
projects = {
  clinical = { id = "vireo-clinical-t1", number = "418203377115" }
  research = { id = "vireo-research-t1", number = "418203377662" }
}
clusters = {
  clinical-a = { project = "clinical", machine_type = "n2d-standard-4" }
  clinical-b = { project = "clinical", machine_type = "n2d-standard-4" }
  research-a = { project = "research", machine_type = "n2d-highmem-8" }
}
