# Three plans: hourly for files and objects, daily at two in the night for everything, weekly into another region.
# The database needs no hourly one: RDS keeps its log, and recovers to any second until about five minutes ago.

locals {
  resources = merge(var.file_arns, { database = var.database_arn })

  # Days that recovery points are kept.
  hourly_days = 7
  daily_days  = 35
  weekly_days = 90

  # Minutes for the job to begin and to end.
  start_window      = 60
  completion_window = 480
}

resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = var.key_arn
}

# Nobody deletes a recovery point early, nor keeps one for ever, without a permission that only few have.
# With changeable_for_days nobody at all could: decide that once the plans have proven themselves.
resource "aws_backup_vault_lock_configuration" "this" {
  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = local.hourly_days
  max_retention_days = 400
}

resource "aws_iam_role" "backup" {
  name = "${var.name}-backup"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "backup" {
  for_each = toset([
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "service-role/AWSBackupServiceRolePolicyForRestores",
    "AWSBackupServiceRolePolicyForS3Backup",
    "AWSBackupServiceRolePolicyForS3Restore",
  ])

  role       = aws_iam_role.backup.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_backup_plan" "hourly" {
  name = "${var.name}-hourly"

  rule {
    rule_name                    = "hourly"
    target_vault_name            = aws_backup_vault.this.name
    schedule                     = "cron(0 * * * ? *)"
    schedule_expression_timezone = var.time_zone
    # What can be recovered to any second is; the rest has a point each hour.
    enable_continuous_backup = true
    start_window             = local.start_window
    completion_window        = local.completion_window

    lifecycle {
      delete_after = local.hourly_days
    }
  }
}

resource "aws_backup_plan" "daily" {
  name = "${var.name}-daily"

  rule {
    rule_name                    = "daily"
    target_vault_name            = aws_backup_vault.this.name
    schedule                     = "cron(0 2 * * ? *)"
    schedule_expression_timezone = var.time_zone
    start_window                 = local.start_window
    completion_window            = local.completion_window

    lifecycle {
      delete_after = local.daily_days
    }
  }
}

resource "aws_backup_plan" "weekly" {
  count = var.cross_region ? 1 : 0

  name = "${var.name}-weekly"

  rule {
    rule_name                    = "weekly"
    target_vault_name            = aws_backup_vault.this.name
    schedule                     = "cron(0 3 ? * SUN *)"
    schedule_expression_timezone = var.time_zone
    start_window                 = local.start_window
    completion_window            = local.completion_window

    lifecycle {
      delete_after = local.daily_days
    }

    copy_action {
      destination_vault_arn = aws_backup_vault.elsewhere[0].arn

      lifecycle {
        delete_after = local.weekly_days
      }
    }
  }
}

resource "aws_backup_selection" "hourly" {
  name         = "files"
  plan_id      = aws_backup_plan.hourly.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = values(var.file_arns)
}

resource "aws_backup_selection" "daily" {
  name         = "everything"
  plan_id      = aws_backup_plan.daily.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = values(local.resources)
}

resource "aws_backup_selection" "weekly" {
  count = var.cross_region ? 1 : 0

  name         = "everything"
  plan_id      = aws_backup_plan.weekly[0].id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = values(local.resources)
}
