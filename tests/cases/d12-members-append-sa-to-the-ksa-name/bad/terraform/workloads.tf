locals {
  workloads = {
    quotes-api = {
      namespace = "pricing"
      topics    = ["quotes-requested"]
    }
    rates-feed = {
      namespace = "pricing"
      topics    = ["rates"]
    }
  }

  publishers = merge([
    for name, w in local.workloads : {
      for t in w.topics : "${name}/${t}" => { workload = name, topic = t }
    }
  ]...)
}
