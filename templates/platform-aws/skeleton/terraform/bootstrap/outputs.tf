output "state_bucket" {
  description = "TF_STATE_BUCKET of the workflows and of scripts/init.sh."
  value       = aws_s3_bucket.state.id
}

output "roles" {
  description = "AWS_PLAN_ROLE and AWS_APPLY_ROLE of the workflows."
  value       = { for name, role in aws_iam_role.github : name => role.arn }
}
