# Managed Redis has neither Sentinel nor AOF, so that the one in the cluster (platform-addons) is the default.

resource "aws_elasticache_subnet_group" "this" {
  count = var.elasticache.enabled ? 1 : 0

  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "cache" {
  count = var.elasticache.enabled ? 1 : 0

  name        = "${var.name}-cache"
  description = "Redis from the cluster"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-cache" }
}

resource "aws_vpc_security_group_ingress_rule" "cache" {
  count = var.elasticache.enabled ? 1 : 0

  security_group_id            = aws_security_group.cache[0].id
  description                  = "Redis from nodes and pods"
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_elasticache_replication_group" "this" {
  count = var.elasticache.enabled ? 1 : 0

  replication_group_id = var.name
  description          = "Cache and queues of ${var.name}"
  engine               = "redis"
  engine_version       = "7.1"
  parameter_group_name = "default.redis7.cluster.on"
  node_type            = var.elasticache.node_type
  port                 = 6379

  num_node_groups            = var.elasticache.shards
  replicas_per_node_group    = var.elasticache.replicas
  automatic_failover_enabled = true
  multi_az_enabled           = var.elasticache.replicas > 0

  subnet_group_name          = aws_elasticache_subnet_group.this[0].name
  security_group_ids         = [aws_security_group.cache[0].id]
  at_rest_encryption_enabled = true
  kms_key_id                 = var.keys.cache
  transit_encryption_enabled = true

  # UTC.
  snapshot_retention_limit  = 7
  snapshot_window           = "18:00-19:00"
  maintenance_window        = "sun:22:30-sun:23:30"
  final_snapshot_identifier = var.protected ? "${var.name}-last" : null
}
