bucket = "seabright-tfstate-dev-1172"
