pools = {
  general = {
    machine_type = "e2-standard-8"
    min          = 2
    max          = 8
  }
  pricing = {
    machine_type = "c3-standard-8"
    min          = 1
    max          = 6
  }
}
