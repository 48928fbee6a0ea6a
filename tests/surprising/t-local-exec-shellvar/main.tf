resource "terraform_data" "annotate" {
  provisioner "local-exec" {
    interpreter = ["bash", "-c"]
    command     = <<-EOT
      EMAIL=$(gcloud iam service-accounts list --filter=displayName:web --format='value(email)')
      kubectl annotate serviceaccount web -n shop iam.gke.io/gcp-service-account=$EMAIL --overwrite
      read -r OTHER < email.txt
      kubectl annotate serviceaccount jobs -n shop iam.gke.io/gcp-service-account=$OTHER --overwrite
      while read -r ksa gsa; do
        kubectl annotate serviceaccount "$ksa" -n shop "iam.gke.io/gcp-service-account=$gsa"
      done < accounts.txt
    EOT
  }
}
