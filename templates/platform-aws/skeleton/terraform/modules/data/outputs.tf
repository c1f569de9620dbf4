output "database_arn" {
  description = "ARN of the primary."
  value       = aws_db_instance.primary.arn
}

output "database_address" {
  description = "Where PgBouncer writes."
  value       = aws_db_instance.primary.address
}

output "replica_addresses" {
  description = "Where PgBouncer reads."
  value       = [for replica in aws_db_instance.replica : replica.address]
}

output "database_resource_id" {
  description = "Part of the ARNs of database users that sign in by IAM."
  value       = aws_db_instance.primary.resource_id
}

output "buckets" {
  description = "Names of the buckets by purpose."
  value       = local.names

  # A load balancer that writes logs asks first whether it may.
  depends_on = [aws_s3_bucket_policy.this]
}

output "bucket_arns" {
  description = "ARNs of the buckets by purpose."
  value       = { for purpose, bucket in aws_s3_bucket.this : purpose => bucket.arn }
}

output "cache_endpoint" {
  description = "Configuration endpoint of managed Redis; empty while the cluster has its own."
  value       = var.elasticache.enabled ? aws_elasticache_replication_group.this[0].configuration_endpoint_address : ""
}

output "database_subnet_group" {
  description = "Subnet group of the databases."
  value       = aws_db_subnet_group.this.name
}

output "database" {
  description = "What RDS was asked for."
  value = {
    version        = aws_db_instance.primary.engine_version
    primary        = aws_db_instance.primary.instance_class
    replicas       = [for replica in aws_db_instance.replica : replica.instance_class]
    zones          = aws_db_instance.primary.multi_az ? 2 : 1
    backup_days    = aws_db_instance.primary.backup_retention_period
    encrypted      = alltrue([for instance in concat([aws_db_instance.primary], aws_db_instance.replica) : instance.storage_encrypted])
    tls_only       = contains([for parameter in aws_db_parameter_group.this.parameter : "${parameter.name}=${parameter.value}"], "rds.force_ssl=1")
    delete_refused = aws_db_instance.primary.deletion_protection
  }
}
