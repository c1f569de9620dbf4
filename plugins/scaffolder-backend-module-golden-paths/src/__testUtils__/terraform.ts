const MODULE = 'terraform/modules/all/main.tf';

/** Settings of an environment in which the policy finds nothing. */
export const settings = (
  environment: string,
  cidr: string,
  changed: Record<string, unknown> = {},
) => ({
  platform: 'shop',
  environment,
  region: 'ap-southeast-1',
  backup_region: 'ap-northeast-1',
  vpc_cidr: cidr,
  node_groups: {
    worker: {
      instance_type: 'c5.4xlarge',
      min: 1,
      desired: 2,
      max: 4,
      capacity_type: environment === 'prod' ? 'ON_DEMAND' : 'SPOT',
      disk_gib: 100,
    },
  },
  database: {
    instance_class: 'db.r5.2xlarge',
    replica_class: 'db.r5.xlarge',
    replicas: 2,
    multi_az: true,
    allocated_gib: 100,
    max_allocated_gib: 200,
    backup_days: 7,
  },
  object_storage: { expected_gib: 100 },
  elasticache: {
    enabled: false,
    node_type: 'cache.r6g.xlarge',
    shards: 3,
    replicas: 1,
  },
  efs: { expected_gib: 10 },
  cloudhsm: false,
  nat_gateways: 3,
  monthly_budget_usd: 20_000,
  off_hours: {
    enabled: false,
    start: '0 20 * * MON-FRI',
    stop: '0 8 * * MON-FRI',
  },
  ...changed,
});

/** Resources in which the policy finds nothing, those that are given values as well as those that get them later. */
export const GOOD_HCL = `resource "aws_kms_key" "data" {
  enable_key_rotation = true
}

resource "aws_kms_key" "signing" {
  customer_master_key_spec = "RSA_2048"
}

resource "aws_vpc" "this" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_flow_log" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.this.id
  availability_zone = "ap-southeast-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.this.id
  availability_zone = "ap-southeast-1b"
}

resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.this.id
  availability_zone = "ap-southeast-1c"
}

resource "aws_security_group" "balancer" {
  name = "shop-balancer"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0", var.office]
  }

  ingress {
    protocol         = "tcp"
    from_port        = 80
    to_port          = 80
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "pods" {
  security_group_id = var.group
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "10.40.0.0/16"
}

resource "aws_security_group_rule" "nodes" {
  type        = "ingress"
  protocol    = "tcp"
  from_port   = 1024
  to_port     = 65535
  cidr_blocks = ["10.0.0.0/8"]
}

resource "aws_network_acl_rule" "answers" {
  rule_action = "allow"
  egress      = false
  protocol    = "tcp"
  from_port   = 1024
  to_port     = 65535
  cidr_block  = "0.0.0.0/0"
}

resource "aws_lb" "this" {
  name                       = "shop-prod"
  security_groups            = [aws_security_group.balancer.id]
  enable_deletion_protection = true
}

resource "aws_lb_listener" "https" {
  protocol   = "HTTPS"
  port       = 443
  ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
}

resource "aws_lb_listener" "http" {
  protocol = "HTTP"
  port     = 80

  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  origin {
    custom_origin_config {
      origin_protocol_policy = "https-only"
    }
  }
  default_cache_behavior {
    viewer_protocol_policy = "redirect-to-https"
  }
  viewer_certificate {
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_eks_cluster" "this" {
  name                      = "shop-prod"
  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  encryption_config {
    resources = ["secrets"]
  }
  vpc_config {
    endpoint_public_access = false
  }
}

resource "aws_launch_template" "node" {
  name = "shop-prod-worker"

  block_device_mappings {
    ebs {
      encrypted = true
    }
  }
  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_eks_node_group" "this" {
  node_group_name = "worker"
  capacity_type   = "ON_DEMAND"
  instance_types  = ["c5.4xlarge", var.fallback]

  launch_template {
    id = aws_launch_template.node.id
  }
}

resource "aws_db_parameter_group" "this" {
  name   = "shop-prod"
  family = "postgres14"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_db_instance" "primary" {
  identifier              = "shop-prod"
  engine                  = "postgres"
  engine_version          = "14.20"
  instance_class          = "db.r5.2xlarge"
  storage_encrypted       = true
  multi_az                = true
  parameter_group_name    = aws_db_parameter_group.this.name
  backup_retention_period = 7
  deletion_protection     = true
  skip_final_snapshot     = false
}

resource "aws_db_instance" "replica" {
  replicate_source_db     = aws_db_instance.primary.identifier
  storage_encrypted       = true
  multi_az                = false
  deletion_protection     = true
  skip_final_snapshot     = true
  backup_retention_period = 0
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id       = "shop-prod"
  node_type                  = "cache.r6g.xlarge"
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  multi_az_enabled           = true
  automatic_failover_enabled = true
  final_snapshot_identifier  = "shop-prod-last"
}

resource "aws_efs_file_system" "this" {
  encrypted = true
}

resource "aws_s3_bucket" "media" {
  for_each = toset(["media", "logs"])
  bucket   = "shop-prod-\${each.key}"
}

resource "aws_s3_bucket_public_access_block" "media" {
  for_each                = aws_s3_bucket.media
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "media" {
  for_each = aws_s3_bucket.media
  bucket   = each.value.id
}

resource "aws_s3_bucket_policy" "media" {
  for_each = aws_s3_bucket.media
  bucket   = each.value.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_secretsmanager_secret" "this" {
  kms_key_id = aws_kms_key.data.arn
}

resource "aws_cloudwatch_log_group" "this" {
  name       = "/shop/prod"
  kms_key_id = aws_kms_key.data.arn
}

resource "aws_sqs_queue" "this" {
  sqs_managed_sse_enabled = true
}

resource "aws_cloudtrail" "this" {
  name                       = "shop-prod"
  kms_key_id                 = aws_kms_key.data.arn
  is_multi_region_trail      = true
  enable_log_file_validation = true
}

resource "aws_backup_vault" "this" {
  name        = "shop-prod"
  kms_key_arn = aws_kms_key.data.arn
}

resource "aws_backup_plan" "this" {
  name = "shop-prod"

  rule {
    copy_action {
      destination_vault_arn = var.elsewhere
    }
  }
}

resource "aws_backup_selection" "this" {
  name = "all"
}

resource "aws_iam_policy" "this" {
  name = "shop-prod"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}

data "aws_iam_policy_document" "this" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
  }
}

provider "aws" {
  region = "ap-southeast-1"

  default_tags {
    tags = {
      "textloom:environment" = var.environment
      "textloom:owner"       = "sre"
      "textloom:cost-center" = "platform"
    }
  }
}
`;

/** A small platform in which the policy finds nothing. */
export const GOOD_TERRAFORM: Readonly<Record<string, string>> = {
  [MODULE]: GOOD_HCL,
  'terraform/environments/dev/terraform.tfvars.json': json(
    settings('dev', '10.41.0.0/16'),
  ),
  'terraform/environments/prod/terraform.tfvars.json': json(
    settings('prod', '10.40.0.0/16'),
  ),
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
