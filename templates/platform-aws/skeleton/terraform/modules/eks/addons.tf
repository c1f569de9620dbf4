locals {
  # Add-ons that nodes need to become ready; the others need nodes to run on.
  before_nodes = {
    vpc-cni = {
      identity      = "aws-node"
      policy        = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
      configuration = { enableNetworkPolicy = "true", env = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1" } }
    }
    kube-proxy             = { identity = null, policy = null, configuration = null }
    eks-pod-identity-agent = { identity = null, policy = null, configuration = null }
  }

  system_nodes = { nodeSelector = { "eks.amazonaws.com/nodegroup" = "system" } }
  # What runs on each node runs on each node, whatever its taint.
  everywhere = { node = { tolerateAllTaints = true } }

  after_nodes = {
    coredns             = { identity = null, policy = null, configuration = local.system_nodes }
    metrics-server      = { identity = null, policy = null, configuration = local.system_nodes }
    snapshot-controller = { identity = null, policy = null, configuration = local.system_nodes }
    aws-ebs-csi-driver = {
      identity = "ebs-csi-controller-sa"
      policy   = "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"
      # Makes the StorageClass ebs-csi-default-sc, which is gp3, the one that claims get unless they name another.
      configuration = merge(local.everywhere, { controller = local.system_nodes, defaultStorageClass = { enabled = true } })
    }
    aws-efs-csi-driver = {
      identity      = "efs-csi-controller-sa"
      policy        = "arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy"
      configuration = { controller = local.system_nodes }
    }
  }

  identified = { for name, addon in merge(local.before_nodes, local.after_nodes) : name => addon if addon.identity != null }
}

resource "aws_iam_role" "addon" {
  for_each = local.identified

  name               = "${var.name}-${each.key}"
  assume_role_policy = local.pod_identity
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = local.identified

  role       = aws_iam_role.addon[each.key].name
  policy_arn = each.value.policy
}

resource "aws_eks_addon" "before_nodes" {
  for_each = local.before_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value.configuration == null ? null : jsonencode(each.value.configuration)
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = each.value.identity == null ? [] : [each.value.identity]
    content {
      service_account = pod_identity_association.value
      role_arn        = aws_iam_role.addon[each.key].arn
    }
  }

  depends_on = [aws_iam_role_policy_attachment.addon]
}

resource "aws_eks_addon" "after_nodes" {
  for_each = local.after_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value.configuration == null ? null : jsonencode(each.value.configuration)
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = each.value.identity == null ? [] : [each.value.identity]
    content {
      service_account = pod_identity_association.value
      role_arn        = aws_iam_role.addon[each.key].arn
    }
  }

  depends_on = [
    aws_eks_node_group.this,
    aws_iam_role_policy_attachment.addon,
  ]
}
