variable "project_id" {
    default = "kestrel-audit"
}

variable "region" {
    default = "northamerica-northeast1"
}
