bucket = "brightferry-tfstate-dev"
prefix = "dispatch"
