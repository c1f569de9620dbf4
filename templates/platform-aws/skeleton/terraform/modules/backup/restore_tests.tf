# A backup that was never restored is a hope. On the first of each month at four in the morning the newest points are
# restored, kept for validation_window_hours, and deleted. docs/restore.md says what people do beside it.

locals {
  # Letters, digits and underscores only.
  test_name = replace(var.name, "-", "_")
  # Hours for scripts to look at what was restored.
  validation_window_hours = 4
}

resource "aws_backup_restore_testing_plan" "monthly" {
  count = var.cross_region ? 1 : 0

  name                         = "${local.test_name}_monthly"
  schedule_expression          = "cron(0 4 1 * ? *)"
  schedule_expression_timezone = var.time_zone
  start_window_hours           = 1

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [aws_backup_vault.this.arn]
    recovery_point_types  = ["CONTINUOUS", "SNAPSHOT"]
    selection_window_days = 7
  }
}

resource "aws_backup_restore_testing_selection" "database" {
  count = var.cross_region ? 1 : 0

  name                      = "${local.test_name}_database"
  restore_testing_plan_name = aws_backup_restore_testing_plan.monthly[0].name
  protected_resource_type   = "RDS"
  protected_resource_arns   = [var.database_arn]
  iam_role_arn              = aws_iam_role.backup.arn
  validation_window_hours   = local.validation_window_hours

  restore_metadata_overrides = {
    dbSubnetGroupName = var.database_subnet_group
    multiAz           = "false"
  }
}

resource "aws_backup_restore_testing_selection" "files" {
  count = var.cross_region ? 1 : 0

  name                      = "${local.test_name}_files"
  restore_testing_plan_name = aws_backup_restore_testing_plan.monthly[0].name
  protected_resource_type   = "EFS"
  protected_resource_arns   = [var.file_arns.efs]
  iam_role_arn              = aws_iam_role.backup.arn
  validation_window_hours   = local.validation_window_hours
}
