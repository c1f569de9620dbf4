output "key_arns" {
  description = "KMS keys by domain."
  value       = { for domain, key in aws_kms_key.this : domain => key.arn }
}

output "secret_arns" {
  description = "Secrets by name."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}

output "trail_arn" {
  description = "The trail."
  value       = aws_cloudtrail.this.arn
}

output "hsm_cluster_id" {
  description = "Cluster of hardware security modules; empty without them."
  value       = var.cloudhsm ? aws_cloudhsm_v2_cluster.this[0].cluster_id : ""
}
