export PROJECT_ID=wren-edge-41
export NAMESPACE=dns
export KSA=external-dns
export GSA=dns-writer
export GSA_EMAIL="${GSA}@${PROJECT_ID}.iam.gserviceaccount.com"
