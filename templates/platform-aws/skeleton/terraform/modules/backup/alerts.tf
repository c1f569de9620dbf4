resource "aws_sns_topic" "backup" {
  name              = "${var.name}-backup"
  kms_master_key_id = var.key_arn
}

resource "aws_sns_topic_policy" "backup" {
  arn = aws_sns_topic.backup.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.backup.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_sns_topic_subscription" "backup" {
  topic_arn = aws_sns_topic.backup.arn
  protocol  = "email"
  endpoint  = var.alert_email
}

resource "aws_backup_vault_notifications" "this" {
  backup_vault_name   = aws_backup_vault.this.name
  sns_topic_arn       = aws_sns_topic.backup.arn
  backup_vault_events = ["BACKUP_JOB_FAILED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"]

  depends_on = [aws_sns_topic_policy.backup]
}
