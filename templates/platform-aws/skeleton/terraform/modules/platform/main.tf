locals {
  name      = "${var.platform}-${var.environment}"
  protected = contains(["staging", "prod"], var.environment)
  zones     = [for letter in local.zones_by_region[var.region] : "${var.region}${letter}"]

  # Charts of services look for their secrets below this, whatever the platform is called.
  secret_prefix = "textloom/${var.environment}"

  # Nodes that only urgent work may use; its charts tolerate this.
  taints = {
    high-performance = { "textloom.ai/dedicated" = "priority:NoSchedule" }
  }
}

module "security" {
  source = "../security"

  name                   = local.name
  secret_prefix          = local.secret_prefix
  account_id             = var.account_id
  region                 = var.region
  protected              = local.protected
  cloudhsm               = var.cloudhsm
  hsm_subnet_ids         = [for zone in local.zones : module.network.private_subnets[zone]]
  hsm_trust_anchor       = var.hsm_trust_anchor
  hsm_key_store_password = var.hsm_key_store_password
}

module "network" {
  source = "../network"

  name         = local.name
  region       = var.region
  zones        = local.zones
  vpc_cidr     = var.vpc_cidr
  nat_gateways = var.nat_gateways
  cluster_name = local.name
  logs_key_arn = module.security.key_arns.logs
}

module "eks" {
  source = "../eks"

  name                = local.name
  kubernetes_version  = var.kubernetes_version
  vpc_id              = module.network.vpc_id
  vpc_cidr            = var.vpc_cidr
  subnets             = module.network.private_subnets
  service_cidr        = local.service_cidr
  node_groups         = { for name, group in var.node_groups : name => merge(group, { taints = lookup(local.taints, name, {}) }) }
  keys                = module.security.key_arns
  admin_role_arns     = var.cluster_admin_role_arns
  workload_identities = local.workload_identities
}

module "data" {
  source = "../data"

  name                      = local.name
  account_id                = var.account_id
  vpc_id                    = module.network.vpc_id
  subnet_ids                = values(module.network.private_subnets)
  client_security_group_id  = module.eks.node_security_group_id
  keys                      = module.security.key_arns
  protected                 = local.protected
  database                  = var.database
  database_password         = var.database_password
  database_password_version = var.database_password_version
  elasticache               = var.elasticache
}

module "edge" {
  source = "../edge"

  providers = {
    aws        = aws
    aws.global = aws.global
  }

  name                   = local.name
  account_id             = var.account_id
  domain                 = var.domain
  vpc_id                 = module.network.vpc_id
  vpc_cidr               = var.vpc_cidr
  subnet_ids             = values(module.network.private_subnets)
  node_security_group_id = module.eks.node_security_group_id
  logs_bucket            = module.data.buckets.logs
  protected              = local.protected
}

module "backup" {
  source = "../backup"

  providers = {
    aws        = aws
    aws.backup = aws.backup
  }

  name                  = local.name
  account_id            = var.account_id
  time_zone             = var.off_hours.time_zone
  key_arn               = module.security.key_arns.backup
  database_arn          = module.data.database_arn
  database_backup_days  = var.database.backup_days
  database_subnet_group = module.data.database_subnet_group
  file_arns             = { efs = module.eks.efs_arn, media = module.data.bucket_arns.media }
  cross_region          = local.protected
  alert_email           = var.alert_email
}

module "cost" {
  source = "../cost"

  name               = local.name
  environment        = var.environment
  monthly_budget_usd = var.monthly_budget_usd
  alert_email        = var.alert_email
  off_hours          = var.off_hours

  # DNS and the autoscaler stay awake, to start the rest in the morning.
  autoscaling_groups = {
    for name, group in var.node_groups : name => {
      name    = module.eks.autoscaling_groups[name]
      min     = group.min
      desired = group.desired
      max     = group.max
    } if name != "system"
  }
}
