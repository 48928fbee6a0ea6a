module "this" {
  source         = "../.."
  project_id     = "my-simple-project"
  project_number = "0123456789"
  namespace      = "shop"
  name           = "app"
  environment    = "dev"
}
