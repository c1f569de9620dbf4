# Places for secrets, without values: people or pipelines put those in, so that they are in no state.
# The cluster reads them by External Secrets, whose store covers everything below the prefix.

resource "aws_secretsmanager_secret" "this" {
  for_each = toset([
    "alertmanager",
    "business-metrics",
    "database",
    "elasticsearch",
    "grafana",
    "minio",
    "pgbouncer",
    "redis",
    "sentry",
  ])

  name                    = "${var.secret_prefix}/${each.key}"
  description             = "For ${each.key} in the cluster"
  kms_key_id              = aws_kms_key.this["secrets"].arn
  recovery_window_in_days = var.protected ? 30 : 7
}
