module "tempo_staging" {
  source  = "./modules/tempo"
  project = "aspen-staging"
}

module "tempo_prod" {
  source  = "./modules/tempo"
  project = "aspen-prod"
}
