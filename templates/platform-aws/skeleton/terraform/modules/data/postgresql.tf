locals {
  major = split(".", var.database.engine_version)[0]
  logs  = ["postgresql", "upgrade"]
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "PostgreSQL from the cluster"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-database" }
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL from nodes and pods"
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_parameter_group" "this" {
  name        = "${var.name}-postgres${local.major}"
  family      = "postgres${local.major}"
  description = "TLS only; slow, waiting and schema-changing statements are logged"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # Half of what the API may take in all, in milliseconds.
  parameter {
    name  = "log_min_duration_statement"
    value = "250"
  }

  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  parameter {
    name  = "log_lock_waits"
    value = "1"
  }

  parameter {
    name  = "log_connections"
    value = "1"
  }

  parameter {
    name  = "log_disconnections"
    value = "1"
  }

  parameter {
    name  = "log_temp_files"
    value = "10240"
  }

  parameter {
    name         = "shared_preload_libraries"
    value        = "pg_stat_statements"
    apply_method = "pending-reboot"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "database" {
  for_each = toset(flatten([
    for instance in concat(["primary"], [for number in range(var.database.replicas) : "replica-${number + 1}"]) :
    [for log in local.logs : "${instance}/${log}"]
  ]))

  name              = "/aws/rds/instance/${var.name}-${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.keys.logs
}

resource "aws_iam_role" "monitoring" {
  name = "${var.name}-database-monitoring"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_db_instance" "primary" {
  identifier     = "${var.name}-primary"
  engine         = "postgres"
  engine_version = var.database.engine_version
  instance_class = var.database.instance_class
  db_name        = "textloom"
  username       = "textloom_admin"

  # Managed passwords of RDS do not allow read replicas, so that it is given, and written only.
  password_wo         = var.database_password
  password_wo_version = var.database_password_version

  storage_type          = "gp3"
  allocated_storage     = var.database.allocated_gib
  max_allocated_storage = var.database.max_allocated_gib
  storage_encrypted     = true
  kms_key_id            = var.keys.database

  multi_az               = var.database.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  parameter_group_name                = aws_db_parameter_group.this.name
  iam_database_authentication_enabled = true
  auto_minor_version_upgrade          = true

  # Point-in-time recovery, to about five minutes ago. UTC, out of the way of the plans of AWS Backup, which
  # refuse to run in and shortly before these windows.
  backup_retention_period  = var.database.backup_days
  backup_window            = "21:00-22:00"
  maintenance_window       = "sun:22:30-sun:23:30"
  copy_tags_to_snapshot    = true
  delete_automated_backups = !var.protected

  deletion_protection       = var.protected
  skip_final_snapshot       = !var.protected
  final_snapshot_identifier = var.protected ? "${var.name}-last" : null

  enabled_cloudwatch_logs_exports = local.logs
  monitoring_interval             = 30
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.keys.database

  depends_on = [
    aws_cloudwatch_log_group.database,
    aws_iam_role_policy_attachment.monitoring,
  ]
}

resource "aws_db_instance" "replica" {
  count = var.database.replicas

  identifier          = "${var.name}-replica-${count.index + 1}"
  replicate_source_db = aws_db_instance.primary.identifier
  instance_class      = var.database.replica_class

  storage_type          = "gp3"
  max_allocated_storage = var.database.max_allocated_gib
  storage_encrypted     = true
  kms_key_id            = var.keys.database

  multi_az               = false
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  parameter_group_name                = aws_db_parameter_group.this.name
  iam_database_authentication_enabled = true
  auto_minor_version_upgrade          = true
  maintenance_window                  = "sun:23:30-mon:00:30"
  # It can be made anew from the primary, which has the backups.
  backup_retention_period = 0
  copy_tags_to_snapshot   = true
  skip_final_snapshot     = true
  deletion_protection     = var.protected

  enabled_cloudwatch_logs_exports = local.logs
  monitoring_interval             = 30
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.keys.database

  depends_on = [aws_cloudwatch_log_group.database]
}
