export PROJECT_ID=mangrove-media
export NAMESPACE=media
export KSA=transcoder
export GSA=transcoder
