locals {
  root = {
    Sid       = "AccountDecidesByIam"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }

  use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]

  # A key for each kind of data: who loses one loses one kind.
  domains = {
    eks      = { purpose = "Secrets of Kubernetes", statements = [] }
    database = { purpose = "PostgreSQL", statements = [] }
    storage  = { purpose = "Buckets and shared files", statements = [] }
    cache    = { purpose = "Managed Redis", statements = [] }
    secrets  = { purpose = "Secrets Manager", statements = [] }

    backup = {
      purpose = "Recovery points, and messages about them"
      statements = [{
        Sid       = "Messages"
        Effect    = "Allow"
        Principal = { Service = "backup.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      }]
    }

    compute = {
      purpose = "Volumes of nodes and pods"
      # Autoscaling starts nodes in its own name: whoever comes through EC2 from this account may use it.
      statements = [{
        Sid       = "ThroughEc2"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = concat(local.use, ["kms:CreateGrant"])
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:CallerAccount" = var.account_id
            "kms:ViaService"    = "ec2.${var.region}.amazonaws.com"
          }
        }
      }]
    }

    logs = {
      purpose = "Logs and the trail"
      statements = [
        {
          Sid       = "CloudWatchLogs"
          Effect    = "Allow"
          Principal = { Service = "logs.${var.region}.amazonaws.com" }
          Action    = local.use
          Resource  = "*"
          Condition = {
            ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${var.region}:${var.account_id}:*" }
          }
        },
        {
          Sid       = "CloudTrail"
          Effect    = "Allow"
          Principal = { Service = "cloudtrail.amazonaws.com" }
          Action    = ["kms:DescribeKey", "kms:GenerateDataKey*"]
          Resource  = "*"
          Condition = {
            StringEquals = { "aws:SourceArn" = local.trail_arn }
          }
        },
      ]
    }
  }
}

resource "aws_kms_key" "this" {
  for_each = local.domains

  description             = "${each.value.purpose} of ${var.name}"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = var.protected ? 30 : 7

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.root], each.value.statements)
  })
}

resource "aws_kms_alias" "this" {
  for_each = local.domains

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
