# What the settings of an environment may not be. The modules below are left out: nothing is planned, only refused.

mock_provider "aws" {}

mock_provider "aws" {
  alias = "backup"
}

mock_provider "aws" {
  alias = "global"
}

override_module {
  target = module.security
  outputs = {
    key_arns       = { backup = "arn", logs = "arn", secrets = "arn", storage = "arn" }
    hsm_cluster_id = ""
  }
}

override_module {
  target = module.network
  outputs = {
    private_subnets = { ap-southeast-1a = "a", ap-southeast-1b = "b", ap-southeast-1c = "c" }
  }
}

override_module {
  target = module.eks
  outputs = {
    autoscaling_groups = { compute = "a", high-performance = "b", worker = "c" }
  }
}

override_module {
  target = module.data
  outputs = {
    buckets     = { backups = "b", logs = "l", media = "m" }
    bucket_arns = { media = "arn" }
  }
}

override_module {
  target = module.edge
  outputs = {
    zone_id                  = "zone"
    gateway_target_group_arn = "arn"
  }
}

override_module {
  target = module.backup
}

override_module {
  target = module.cost
}

variables {
  platform                  = "textloom"
  environment               = "dev"
  account_id                = "123456789012"
  region                    = "ap-southeast-1"
  backup_region             = "ap-northeast-1"
  domain                    = "dev.example.com"
  owner                     = "sre"
  cost_center               = "platform"
  alert_email               = "sre@example.com"
  vpc_cidr                  = "10.43.0.0/16"
  peer_cidrs                = ["10.40.0.0/16"]
  kubernetes_version        = "1.35"
  cluster_admin_role_arns   = []
  database_password         = "for-the-plan-only"
  database_password_version = 1
  hsm_trust_anchor          = ""
  hsm_key_store_password    = ""
  nat_gateways              = 1
  monthly_budget_usd        = 3000
  cloudhsm                  = false
  object_storage            = { expected_gib = 1 }
  efs                       = { expected_gib = 1 }
  elasticache               = { enabled = false, node_type = "cache.t4g.medium", shards = 1, replicas = 1 }
  off_hours                 = { enabled = true, start = "0 20 * * MON-FRI", stop = "0 8 * * MON-FRI", time_zone = "Asia/Shanghai" }

  node_groups = {
    system           = { instance_type = "t3.medium", min = 1, desired = 1, max = 2, capacity_type = "ON_DEMAND", disk_gib = 50 }
    compute          = { instance_type = "c5.xlarge", min = 1, desired = 1, max = 2, capacity_type = "SPOT", disk_gib = 50 }
    worker           = { instance_type = "c5.xlarge", min = 1, desired = 1, max = 2, capacity_type = "SPOT", disk_gib = 50 }
    high-performance = { instance_type = "c5.xlarge", min = 0, desired = 0, max = 2, capacity_type = "SPOT", disk_gib = 50 }
  }

  database = {
    engine_version    = "14"
    instance_class    = "db.t4g.medium"
    replica_class     = "db.t4g.medium"
    replicas          = 0
    multi_az          = false
    allocated_gib     = 50
    max_allocated_gib = 200
    backup_days       = 7
  }
}

run "what_is_in_order_is_taken" {
  command = plan
}

run "a_network_that_overlaps_is_refused" {
  command = plan

  variables {
    vpc_cidr = "10.40.0.0/16"
  }

  expect_failures = [var.vpc_cidr]
}

run "an_unknown_instance_type_is_refused" {
  command = plan

  variables {
    node_groups = {
      system           = { instance_type = "t3.medium", min = 1, desired = 1, max = 2, capacity_type = "ON_DEMAND", disk_gib = 50 }
      compute          = { instance_type = "c5.3xlarge", min = 1, desired = 1, max = 2, capacity_type = "SPOT", disk_gib = 50 }
      worker           = { instance_type = "c5.xlarge", min = 1, desired = 1, max = 2, capacity_type = "SPOT", disk_gib = 50 }
      high-performance = { instance_type = "c5.xlarge", min = 0, desired = 0, max = 2, capacity_type = "SPOT", disk_gib = 50 }
    }
  }

  expect_failures = [var.node_groups]
}

run "an_old_kubernetes_is_refused" {
  command = plan

  variables {
    kubernetes_version = "1.27"
  }

  expect_failures = [var.kubernetes_version]
}
