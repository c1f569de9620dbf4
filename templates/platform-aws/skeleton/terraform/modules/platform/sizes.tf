variable "node_groups" {
  description = "Node groups by name. Charts of services choose among system, compute, worker and high-performance."
  type = map(object({
    instance_type = string
    min           = number
    desired       = number
    max           = number
    capacity_type = string
    disk_gib      = number
  }))

  validation {
    condition     = length(setsubtract(["system", "compute", "worker", "high-performance"], keys(var.node_groups))) == 0
    error_message = "The groups system, compute, worker and high-performance have to be there: charts of services choose nodes by these names."
  }

  validation {
    condition     = alltrue([for group in var.node_groups : contains(local.instance_types, group.instance_type)])
    error_message = "Not an instance type of this platform: ${join(", ", [for name, group in var.node_groups : "${group.instance_type} (${name})" if !contains(local.instance_types, group.instance_type)])}. modules/platform/catalog.tf lists them; nodes are x86."
  }

  validation {
    condition     = alltrue([for group in var.node_groups : 0 <= group.min && group.min <= group.desired && group.desired <= group.max && group.max >= 1])
    error_message = "Sizes have to hold min ≤ desired ≤ max: ${join(", ", [for name, group in var.node_groups : name if !(0 <= group.min && group.min <= group.desired && group.desired <= group.max && group.max >= 1)])}."
  }

  validation {
    condition     = alltrue([for group in var.node_groups : contains(["ON_DEMAND", "SPOT"], group.capacity_type)])
    error_message = "Capacity is ON_DEMAND or SPOT."
  }

  validation {
    condition     = contains(["dev", "test"], var.environment) || alltrue([for group in var.node_groups : group.capacity_type == "ON_DEMAND"])
    error_message = "Spot nodes are for dev and test: AWS takes them back at two minutes' notice."
  }

  validation {
    condition     = var.node_groups.system.capacity_type == "ON_DEMAND"
    error_message = "The system group has to be ON_DEMAND: DNS, autoscaler and drivers run there."
  }

  validation {
    condition     = alltrue([for group in var.node_groups : group.disk_gib >= 20 && group.disk_gib <= 1000])
    error_message = "Disks of nodes have 20 to 1000 GiB."
  }
}

variable "database" {
  description = "The PostgreSQL primary and its read replicas."
  type = object({
    engine_version    = string
    instance_class    = string
    replica_class     = string
    replicas          = number
    multi_az          = bool
    allocated_gib     = number
    max_allocated_gib = number
    backup_days       = number
  })

  validation {
    condition     = alltrue([for class in [var.database.instance_class, var.database.replica_class] : contains(local.database_classes, class)])
    error_message = "Not a database class of this platform: ${join(", ", setsubtract([var.database.instance_class, var.database.replica_class], local.database_classes))}. modules/platform/catalog.tf lists them."
  }

  validation {
    condition     = try(tonumber(split(".", var.database.engine_version)[0]) >= 14, false)
    error_message = "PostgreSQL ${var.database.engine_version}: at least 14 is needed."
  }

  validation {
    condition     = var.database.replicas >= 0 && var.database.replicas <= 5
    error_message = "A primary has at most five read replicas here."
  }

  validation {
    # RDS refuses replicas of a primary without backups.
    condition     = var.database.backup_days >= 1 && var.database.backup_days <= 35
    error_message = "Backups of the database are kept for 1 to 35 days."
  }

  validation {
    # RDS wants a tenth of headroom.
    condition     = var.database.allocated_gib >= 20 && var.database.max_allocated_gib >= ceil(var.database.allocated_gib * 1.1)
    error_message = "The database needs at least 20 GiB, and a maximum at least a tenth above."
  }

  validation {
    condition     = var.environment != "prod" || (var.database.multi_az && var.database.backup_days >= 7)
    error_message = "In prod the database stands in two zones, and its backups are kept for a week."
  }
}

variable "object_storage" {
  description = "What buckets are expected to hold; the cost estimate is made with it."
  type        = object({ expected_gib = number })
}

variable "efs" {
  description = "What the shared file system is expected to hold; the cost estimate is made with it."
  type        = object({ expected_gib = number })
}

variable "elasticache" {
  description = "Managed Redis instead of the one in the cluster."
  type = object({
    enabled   = bool
    node_type = string
    shards    = number
    replicas  = number
  })

  validation {
    condition     = contains(local.cache_types, var.elasticache.node_type)
    error_message = "${var.elasticache.node_type} is no cache node of this platform. modules/platform/catalog.tf lists them."
  }

  validation {
    condition     = var.elasticache.shards >= 1 && var.elasticache.shards <= 90 && var.elasticache.replicas >= 0 && var.elasticache.replicas <= 5
    error_message = "A cache has 1 to 90 shards, with up to five replicas each."
  }
}

variable "cloudhsm" {
  type        = bool
  description = "Hardware security modules for keys that must not leave them."
}

variable "nat_gateways" {
  type        = number
  description = "1 to 3."

  validation {
    condition     = contains([1, 2, 3], var.nat_gateways)
    error_message = "There are 1 to 3 NAT gateways, at most one in each zone."
  }

  validation {
    condition     = var.environment != "prod" || var.nat_gateways == 3
    error_message = "In prod each zone has a NAT gateway of its own, or the loss of one cuts others off."
  }
}

variable "monthly_budget_usd" {
  type        = number
  description = "What the environment may cost in a month."

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "The budget is a sum above nothing."
  }
}

variable "off_hours" {
  description = "When the nodes of dev and test sleep."
  type = object({
    enabled   = bool
    start     = string
    stop      = string
    time_zone = string
  })

  validation {
    condition     = !var.off_hours.enabled || contains(["dev", "test"], var.environment)
    error_message = "Only dev and test have hours in which nobody needs them."
  }

  validation {
    condition     = alltrue([for cron in [var.off_hours.start, var.off_hours.stop] : length(split(" ", cron)) == 5])
    error_message = "Times are cron expressions of five fields, such as 0 20 * * MON-FRI."
  }
}
