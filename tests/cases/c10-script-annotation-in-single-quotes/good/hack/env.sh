#!/usr/bin/env bash
export PROJECT_ID=redshank-maps-prod
export NAMESPACE=maps
export KSA=tile-cache
export GSA=tile-cache
export GSA_EMAIL="${GSA}@${PROJECT_ID}.iam.gserviceaccount.com"
