# The environment as its settings have it, without an account: AWS is mocked, and nothing is made.

mock_provider "aws" {
  override_data {
    target = data.aws_caller_identity.current
    values = {
      account_id = "123456789012"
    }
  }
}

mock_provider "aws" {
  alias = "backup"
}

mock_provider "aws" {
  alias = "global"
}

variables {
  database_password = "for-the-plan-only"
}

run "follows_its_settings" {
  command = plan

  assert {
    condition     = output.cluster_name == "${var.platform}-${var.environment}"
    error_message = "The cluster is named after platform and environment."
  }

  assert {
    condition     = length(output.zones) == 3
    error_message = "The network stands in three availability zones."
  }

  assert {
    condition = alltrue([
      for name, group in var.node_groups : (
        output.node_groups[name].instance_type == group.instance_type &&
        output.node_groups[name].capacity_type == group.capacity_type &&
        output.node_groups[name].min == group.min &&
        output.node_groups[name].max == group.max
      )
    ])
    error_message = "Node groups are made as the settings say."
  }

  assert {
    condition     = output.node_groups["high-performance"].taints == tomap({ "textloom.ai/dedicated" = "priority:NoSchedule" })
    error_message = "Only urgent work gets to the nodes of high-performance."
  }

  assert {
    condition     = contains(["dev", "test"], var.environment) || alltrue([for group in output.node_groups : group.capacity_type == "ON_DEMAND"])
    error_message = "Spot nodes are for dev and test."
  }

  assert {
    condition     = output.database.encrypted && output.database.tls_only
    error_message = "The database and its replicas are encrypted, and talk TLS only."
  }

  assert {
    condition     = length(output.database.replicas) == var.database.replicas && output.database.backup_days >= 7
    error_message = "The database has its replicas, and backups of a week."
  }

  assert {
    condition     = output.database.delete_refused == contains(["staging", "prod"], var.environment)
    error_message = "In staging and prod the database cannot be deleted by mistake."
  }
}
