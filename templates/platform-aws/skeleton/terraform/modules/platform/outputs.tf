# Read by platform-addons and by people.

output "cluster_name" {
  description = "Name of the EKS cluster."
  value       = module.eks.cluster_name
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API, reachable from inside the network."
  value       = module.eks.cluster_endpoint
}

output "vpc_id" {
  description = "The network."
  value       = module.network.vpc_id
}

output "nat_addresses" {
  description = "Addresses from which the platform calls the internet."
  value       = module.network.nat_addresses
}

output "name_servers" {
  description = "Name servers of the domain, to be entered in the zone above."
  value       = module.edge.name_servers
}

output "gateway_target_group_arn" {
  description = "For the TargetGroupBinding of the mesh's gateway."
  value       = module.edge.gateway_target_group_arn
}

output "distribution_id" {
  description = "The CDN, for invalidations."
  value       = module.edge.distribution_id
}

output "database_address" {
  description = "Where PgBouncer writes."
  value       = module.data.database_address
}

output "replica_addresses" {
  description = "Where PgBouncer reads."
  value       = module.data.replica_addresses
}

output "cache_endpoint" {
  description = "Managed Redis; empty while the cluster has its own."
  value       = module.data.cache_endpoint
}

output "buckets" {
  description = "Buckets by purpose."
  value       = merge(module.data.buckets, { elsewhere = module.backup.bucket_elsewhere })
}

output "efs_id" {
  description = "The shared file system, for its StorageClass."
  value       = module.eks.efs_id
}

output "backup_vault" {
  description = "Vault of recovery points."
  value       = module.backup.vault_name
}

output "hsm_cluster_id" {
  description = "Hardware security modules; empty without them."
  value       = module.security.hsm_cluster_id
}

# Not of AWS: what the estimate of costs is made with, so that it stands next to what it is about.
output "expected_gib" {
  description = "What buckets and shared files are expected to hold."
  value = {
    objects = var.object_storage.expected_gib
    files   = var.efs.expected_gib
  }
}

output "node_groups" {
  description = "Node groups with their limits and taints; charts of services choose among them."
  value       = module.eks.node_groups
}

output "database" {
  description = "Versions, sizes and protection of the database."
  value       = module.data.database
}

output "zones" {
  description = "Availability zones."
  value       = sort(keys(module.network.private_subnets))
}
