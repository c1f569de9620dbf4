locals {
  spot_taint = "eks.amazonaws.com/capacityType=SPOT:NoSchedule"

  effects = {
    NoSchedule       = "NO_SCHEDULE"
    NoExecute        = "NO_EXECUTE"
    PreferNoSchedule = "PREFER_NO_SCHEDULE"
  }

  # "textloom.ai/dedicated" => "priority:NoSchedule"
  taints = {
    for name, group in var.node_groups : name => {
      for key, text in group.taints : key => {
        value  = split(":", text)[0]
        effect = split(":", text)[1]
      }
    }
  }

  # EKS refuses taints with its own prefix, so that the kubelet of a Spot node sets its taints itself, all of them at once.
  kubelet_taints = {
    for name, group in var.node_groups : name => join(",", concat(
      [for key, text in group.taints : "${key}=${text}"],
      [local.spot_taint],
    )) if group.capacity_type == "SPOT"
  }
}

resource "aws_iam_role" "node" {
  name = "${var.name}-node"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each = toset([
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKSWorkerNodePolicy",
    # Shells on nodes go through Session Manager: no SSH, no keys.
    "AmazonSSMManagedInstanceCore",
  ])

  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_launch_template" "node" {
  for_each = var.node_groups

  name                   = "${var.name}-${each.key}"
  update_default_version = true

  user_data = each.value.capacity_type == "SPOT" ? base64encode(templatefile("${path.module}/node-config.tftpl", {
    taints = local.kubelet_taints[each.key]
  })) : null

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_type           = "gp3"
      volume_size           = each.value.disk_gib
      encrypted             = true
      kms_key_id            = var.keys.compute
      delete_on_termination = true
    }
  }

  # Version 2 with one hop: a pod cannot take the identity of its node.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = true
  }

  # Tags of the provider do not reach what an autoscaling group starts.
  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])
    content {
      resource_type = tag_specifications.value
      tags          = merge(data.aws_default_tags.current.tags, { Name = "${var.name}-${each.key}" })
    }
  }
}

# What every resource is tagged with; read from the provider, not from AWS.
data "aws_default_tags" "current" {}

resource "aws_eks_node_group" "this" {
  for_each = var.node_groups

  cluster_name    = aws_eks_cluster.this.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = values(var.subnets)
  version         = var.kubernetes_version
  ami_type        = "AL2023_x86_64_STANDARD"
  capacity_type   = each.value.capacity_type
  instance_types  = [each.value.instance_type]

  launch_template {
    id      = aws_launch_template.node[each.key].id
    version = aws_launch_template.node[each.key].latest_version
  }

  scaling_config {
    min_size     = each.value.min
    desired_size = each.value.desired
    max_size     = each.value.max
  }

  update_config {
    max_unavailable_percentage = 33
  }

  node_repair_config {
    enabled = true
  }

  labels = {
    "textloom.ai/pool" = each.key
  }

  dynamic "taint" {
    for_each = each.value.capacity_type == "SPOT" ? {} : local.taints[each.key]
    content {
      key    = taint.key
      value  = taint.value.value
      effect = local.effects[taint.value.effect]
    }
  }

  lifecycle {
    # The autoscaler's, from the first day on.
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [
    aws_iam_role_policy_attachment.node,
    aws_eks_addon.before_nodes,
  ]
}

# What a node of an empty Spot group would refuse: the autoscaler cannot ask EKS for what only the kubelet knows.
resource "aws_autoscaling_group_tag" "taint" {
  for_each = merge([
    for name, taints in local.kubelet_taints : {
      for taint in split(",", taints) : "${name}/${split("=", taint)[0]}" => {
        group = name
        key   = split("=", taint)[0]
        value = split("=", taint)[1]
      }
    }
  ]...)

  autoscaling_group_name = aws_eks_node_group.this[each.value.group].resources[0].autoscaling_groups[0].name

  tag {
    key                 = "k8s.io/cluster-autoscaler/node-template/taint/${each.value.key}"
    value               = each.value.value
    propagate_at_launch = false
  }
}
