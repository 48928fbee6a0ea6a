#!/bin/bash
set -eu

gcloud container clusters create-auto platform-euw4 \
    --project=tiller-platform-prod \
    --location=europe-west4 \
    --release-channel=regular
