# media holds what users upload and get, backups what Velero and pgBackRest write, logs who read what.

locals {
  # Days until an object that nobody needs at once gets cheaper; none of them is deleted.
  buckets = {
    media   = { archive_days = 90, infrequent_days = 30, old_version_days = 30 }
    backups = { archive_days = 30, infrequent_days = null, old_version_days = 35 }
  }
  names = { for bucket in concat(keys(local.buckets), ["logs"]) : bucket => "${var.name}-${bucket}-${var.account_id}" }
}

resource "aws_s3_bucket" "this" {
  for_each = local.names

  bucket        = each.value
  force_destroy = false
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      # Access logs are delivered only to buckets with S3's own keys.
      sse_algorithm     = each.key == "logs" ? "AES256" : "aws:kms"
      kms_master_key_id = each.key == "logs" ? null : var.keys.storage
    }
  }
}

resource "aws_s3_bucket_logging" "this" {
  for_each = local.buckets

  bucket        = aws_s3_bucket.this[each.key].id
  target_bucket = aws_s3_bucket.this["logs"].id
  target_prefix = "s3/${each.key}/"
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    id     = "archive"
    status = "Enabled"
    filter {
      # Smaller ones would cost more there than here.
      object_size_greater_than = 131072
    }

    dynamic "transition" {
      for_each = each.value.infrequent_days == null ? [] : [each.value.infrequent_days]
      content {
        days          = transition.value
        storage_class = "STANDARD_IA"
      }
    }

    transition {
      days          = each.value.archive_days
      storage_class = "GLACIER"
    }
  }

  rule {
    id     = "tidy"
    status = "Enabled"
    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = each.value.old_version_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.this["logs"].id

  rule {
    id     = "expire"
    status = "Enabled"
    filter {
      prefix = ""
    }

    expiration {
      days = var.log_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

# The account of load balancers in this region; a table of the provider.
data "aws_elb_service_account" "current" {}

resource "aws_s3_bucket_policy" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "OnlyByTls"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::${local.names[each.key]}", "arn:aws:s3:::${local.names[each.key]}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      [for service in ["logging.s3.amazonaws.com"] : {
        Sid       = "AccessLogs"
        Effect    = "Allow"
        Principal = { Service = service }
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::${local.names.logs}/s3/*"
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      } if each.key == "logs"],
      [for account in [data.aws_elb_service_account.current.arn] : {
        Sid       = "LoadBalancerLogs"
        Effect    = "Allow"
        Principal = { AWS = account }
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::${local.names.logs}/alb/AWSLogs/${var.account_id}/*"
        Condition = null
      } if each.key == "logs"],
    )
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
