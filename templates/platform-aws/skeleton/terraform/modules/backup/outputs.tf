output "vault_name" {
  description = "Vault of the recovery points."
  value       = aws_backup_vault.this.name
}

output "vault_elsewhere_arn" {
  description = "Vault in the other region; empty without copies."
  value       = var.cross_region ? aws_backup_vault.elsewhere[0].arn : ""
}

output "bucket_elsewhere" {
  description = "Bucket in the other region; empty without copies."
  value       = var.cross_region ? aws_s3_bucket.elsewhere[0].id : ""
}

output "key_elsewhere_arn" {
  description = "KMS key in the other region; empty without copies."
  value       = var.cross_region ? aws_kms_key.elsewhere[0].arn : ""
}
