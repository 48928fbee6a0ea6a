bucket = "brightferry-tfstate-prod"
prefix = "dispatch"
