# EKS Pod Identity: a service account gets a role without keys, and without an OIDC provider per cluster.

locals {
  pod_identity = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
    }]
  })
}

resource "aws_iam_role" "workload" {
  for_each = var.workload_identities

  name               = "${var.name}-${each.key}"
  assume_role_policy = local.pod_identity
}

resource "aws_iam_role_policy" "workload" {
  for_each = var.workload_identities

  name   = "workload"
  role   = aws_iam_role.workload[each.key].name
  policy = each.value.policy
}

resource "aws_eks_pod_identity_association" "workload" {
  for_each = var.workload_identities

  cluster_name    = aws_eks_cluster.this.name
  namespace       = each.value.namespace
  service_account = each.value.service_account
  role_arn        = aws_iam_role.workload[each.key].arn
}
