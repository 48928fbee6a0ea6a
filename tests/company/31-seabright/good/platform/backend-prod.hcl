bucket = "seabright-tfstate-prd-1172"
