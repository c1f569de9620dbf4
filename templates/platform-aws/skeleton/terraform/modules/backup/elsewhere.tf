# What survives the loss of the region.

locals {
  bucket_elsewhere = "${var.name}-backups-elsewhere-${var.account_id}"
}

resource "aws_kms_key" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  description             = "Recovery points of ${var.name} from its own region"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  name          = "alias/${var.name}-backup"
  target_key_id = aws_kms_key.elsewhere[0].key_id
}

resource "aws_backup_vault" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  name        = "${var.name}-elsewhere"
  kms_key_arn = aws_kms_key.elsewhere[0].arn
}

resource "aws_backup_vault_lock_configuration" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  backup_vault_name  = aws_backup_vault.elsewhere[0].name
  min_retention_days = local.hourly_days
  max_retention_days = 400
}

# The database's snapshots and log, as they are written: minutes behind, not a week.
resource "aws_db_instance_automated_backups_replication" "database" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  source_db_instance_arn = var.database_arn
  kms_key_id             = aws_kms_key.elsewhere[0].arn
  retention_period       = var.database_backup_days
}

# Where Velero writes each week: volumes and objects of the cluster as data, since a snapshot cannot leave its region.
resource "aws_s3_bucket" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  bucket        = local.bucket_elsewhere
  force_destroy = false
}

resource "aws_s3_bucket_public_access_block" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  bucket                  = aws_s3_bucket.elsewhere[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  bucket = aws_s3_bucket.elsewhere[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  bucket = aws_s3_bucket.elsewhere[0].id

  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.elsewhere[0].arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  bucket = aws_s3_bucket.elsewhere[0].id

  rule {
    id     = "tidy"
    status = "Enabled"
    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = 35
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.elsewhere]
}

resource "aws_s3_bucket_policy" "elsewhere" {
  count    = var.cross_region ? 1 : 0
  provider = aws.backup

  bucket = aws_s3_bucket.elsewhere[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyByTls"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::${local.bucket_elsewhere}", "arn:aws:s3:::${local.bucket_elsewhere}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.elsewhere]
}
