# The same in every environment: what differs is in terraform.tfvars.json.

data "aws_caller_identity" "current" {}

locals {
  # Networks of the other environments, read from their settings, so that no two can ever share addresses.
  sibling_settings = [
    for file in fileset("${path.root}/..", "*/terraform.tfvars.json") : jsondecode(file("${path.root}/../${file}"))
  ]
  sibling_cidrs = [for settings in local.sibling_settings : settings.vpc_cidr if settings.environment != var.environment]
}

module "platform" {
  source = "../../modules/platform"

  providers = {
    aws        = aws
    aws.backup = aws.backup
    aws.global = aws.global
  }

  platform      = var.platform
  environment   = var.environment
  account_id    = data.aws_caller_identity.current.account_id
  region        = var.region
  backup_region = var.backup_region
  domain        = var.domain
  owner         = var.owner
  cost_center   = var.cost_center
  alert_email   = var.alert_email

  vpc_cidr     = var.vpc_cidr
  peer_cidrs   = concat(local.sibling_cidrs, var.peer_cidrs)
  nat_gateways = var.nat_gateways

  kubernetes_version      = var.kubernetes_version
  node_groups             = var.node_groups
  cluster_admin_role_arns = var.cluster_admin_role_arns

  database                  = var.database
  database_password         = var.database_password
  database_password_version = var.database_password_version
  object_storage            = var.object_storage
  elasticache               = var.elasticache
  efs                       = var.efs

  cloudhsm               = var.cloudhsm
  hsm_trust_anchor       = var.hsm_trust_anchor
  hsm_key_store_password = var.hsm_key_store_password

  monthly_budget_usd = var.monthly_budget_usd
  off_hours          = var.off_hours
}
