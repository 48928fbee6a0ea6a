bucket = "brightferry-tfstate-stg"
prefix = "dispatch"
