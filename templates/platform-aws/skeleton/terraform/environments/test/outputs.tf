# Read by platform-addons and by people: terraform output.

output "cluster_name" {
  description = "Name of the EKS cluster."
  value       = module.platform.cluster_name
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API, reachable from inside the network."
  value       = module.platform.cluster_endpoint
}

output "vpc_id" {
  description = "The network."
  value       = module.platform.vpc_id
}

output "nat_addresses" {
  description = "Addresses from which the platform calls the internet."
  value       = module.platform.nat_addresses
}

output "name_servers" {
  description = "Name servers of the domain, to be entered in the zone above."
  value       = module.platform.name_servers
}

output "gateway_target_group_arn" {
  description = "For the TargetGroupBinding of the mesh's gateway."
  value       = module.platform.gateway_target_group_arn
}

output "distribution_id" {
  description = "The CDN, for invalidations."
  value       = module.platform.distribution_id
}

output "database_address" {
  description = "Where PgBouncer writes."
  value       = module.platform.database_address
}

output "replica_addresses" {
  description = "Where PgBouncer reads."
  value       = module.platform.replica_addresses
}

output "cache_endpoint" {
  description = "Managed Redis; empty while the cluster has its own."
  value       = module.platform.cache_endpoint
}

output "buckets" {
  description = "Buckets by purpose."
  value       = module.platform.buckets
}

output "efs_id" {
  description = "The shared file system, for its StorageClass."
  value       = module.platform.efs_id
}

output "backup_vault" {
  description = "Vault of recovery points."
  value       = module.platform.backup_vault
}

output "hsm_cluster_id" {
  description = "Hardware security modules; empty without them."
  value       = module.platform.hsm_cluster_id
}

output "node_groups" {
  description = "Node groups with their limits and taints; charts of services choose among them."
  value       = module.platform.node_groups
}

output "database" {
  description = "Versions, sizes and protection of the database."
  value       = module.platform.database
}

output "zones" {
  description = "Availability zones."
  value       = module.platform.zones
}
