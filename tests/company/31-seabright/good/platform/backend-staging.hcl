bucket = "seabright-tfstate-stg-1172"
