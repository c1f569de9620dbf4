output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API, reachable from inside the network."
  value       = aws_eks_cluster.this.endpoint
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_eks_cluster.this.arn
}

output "node_security_group_id" {
  description = "Security group of nodes and pods."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "autoscaling_groups" {
  description = "Autoscaling group behind each node group."
  value       = { for name, group in aws_eks_node_group.this : name => group.resources[0].autoscaling_groups[0].name }
}

output "efs_id" {
  description = "The shared file system."
  value       = aws_efs_file_system.this.id
}

output "efs_arn" {
  description = "ARN of the shared file system."
  value       = aws_efs_file_system.this.arn
}

output "node_groups" {
  description = "What EKS was asked for, by node group."
  value = {
    for name, group in aws_eks_node_group.this : name => {
      instance_type = group.instance_types[0]
      capacity_type = group.capacity_type
      min           = group.scaling_config[0].min_size
      max           = group.scaling_config[0].max_size
      taints        = var.node_groups[name].taints
    }
  }
}
