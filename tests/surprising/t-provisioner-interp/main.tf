resource "terraform_data" "annotate" {
  provisioner "local-exec" {
    command = <<-EOT
      . ./env.sh
      kubectl annotate serviceaccount web -n shop iam.gke.io/gcp-service-account=shop-web@$PROJECT.iam.gserviceaccount.com
    EOT
  }
}
