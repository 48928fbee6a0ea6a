terraform {
  backend "gcs" {
    bucket = "orrery-tfstate"
    prefix = "billing"
  }
}

variable "billing_account" {
  type = string
}

locals {
  projects = { for p in yamldecode(file("${path.module}/projects.yaml")).projects : p.id => p }
}

resource "google_billing_budget" "project" {
  for_each = local.projects

  billing_account = var.billing_account
  display_name    = each.key

  budget_filter {
    projects = ["projects/${each.value.number}"]
  }

  amount {
    specified_amount {
      currency_code = "USD"
      units         = each.value.monthly_budget
    }
  }

  threshold_rules {
    threshold_percent = 0.9
  }
}
