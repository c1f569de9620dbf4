# Modules cost by the hour and are initialised by people, with keys that never leave their hands: docs/upgrade.md says how.
# What is made here first are the modules; the key store follows once they are initialised.

locals {
  key_store = var.cloudhsm && var.hsm_trust_anchor != ""
}

resource "aws_cloudhsm_v2_cluster" "this" {
  count = var.cloudhsm ? 1 : 0

  hsm_type   = "hsm2m.medium"
  mode       = "FIPS"
  subnet_ids = var.hsm_subnet_ids

  tags = { Name = var.name }
}

# KMS asks for two modules in different zones.
resource "aws_cloudhsm_v2_hsm" "this" {
  count = var.cloudhsm ? 2 : 0

  cluster_id = aws_cloudhsm_v2_cluster.this[0].cluster_id
  subnet_id  = var.hsm_subnet_ids[count.index]
}

resource "aws_kms_custom_key_store" "this" {
  count = local.key_store ? 1 : 0

  custom_key_store_name    = var.name
  custom_key_store_type    = "AWS_CLOUDHSM"
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.this[0].cluster_id
  key_store_password       = var.hsm_key_store_password
  trust_anchor_certificate = var.hsm_trust_anchor

  depends_on = [aws_cloudhsm_v2_hsm.this]
}

# For what must not be decrypted outside the modules. KMS does not rotate keys of a key store: make a new one, and
# point the alias at it.
resource "aws_kms_key" "hsm" {
  count = local.key_store ? 1 : 0

  description              = "Signing and payment data of ${var.name}, in hardware"
  custom_key_store_id      = aws_kms_custom_key_store.this[0].id
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  deletion_window_in_days  = var.protected ? 30 : 7

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [local.root]
  })
}

resource "aws_kms_alias" "hsm" {
  count = local.key_store ? 1 : 0

  name          = "alias/${var.name}-hsm"
  target_key_id = aws_kms_key.hsm[0].key_id
}
