# What runs in the cluster and calls AWS. Names of namespaces and service accounts are those of platform-addons.

locals {
  velero_buckets = compact([module.data.buckets.backups, module.backup.bucket_elsewhere])

  workload_identities = {
    external-secrets = {
      namespace       = "external-secrets"
      service_account = "external-secrets"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect   = "Allow"
            Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
            Resource = "arn:aws:secretsmanager:${var.region}:${var.account_id}:secret:${local.secret_prefix}/*"
          },
          {
            Effect   = "Allow"
            Action   = "kms:Decrypt"
            Resource = module.security.key_arns.secrets
          },
        ]
      })
    }

    cluster-autoscaler = {
      namespace       = "kube-system"
      service_account = "cluster-autoscaler"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Action = [
              "autoscaling:DescribeAutoScalingGroups",
              "autoscaling:DescribeAutoScalingInstances",
              "autoscaling:DescribeLaunchConfigurations",
              "autoscaling:DescribeScalingActivities",
              "autoscaling:DescribeTags",
              "ec2:DescribeImages",
              "ec2:DescribeInstanceTypes",
              "ec2:DescribeLaunchTemplateVersions",
              "ec2:GetInstanceTypesFromInstanceRequirements",
              "eks:DescribeNodegroup",
            ]
            Resource = "*"
          },
          {
            Effect    = "Allow"
            Action    = ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]
            Resource  = "*"
            Condition = { StringEquals = { "aws:ResourceTag/eks:cluster-name" = local.name } }
          },
        ]
      })
    }

    # The load balancer is made here; the controller only puts pods of the gateway behind it (TargetGroupBinding).
    aws-load-balancer-controller = {
      namespace       = "kube-system"
      service_account = "aws-load-balancer-controller"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Action = [
              "ec2:DescribeAvailabilityZones",
              "ec2:DescribeInstances",
              "ec2:DescribeNetworkInterfaces",
              "ec2:DescribeSecurityGroups",
              "ec2:DescribeSubnets",
              "ec2:DescribeVpcs",
              "elasticloadbalancing:DescribeTargetGroupAttributes",
              "elasticloadbalancing:DescribeTargetGroups",
              "elasticloadbalancing:DescribeTargetHealth",
            ]
            Resource = "*"
          },
          {
            Effect   = "Allow"
            Action   = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
            Resource = module.edge.gateway_target_group_arn
          },
        ]
      })
    }

    # Proves to Let's Encrypt that the domain is ours.
    cert-manager = {
      namespace       = "cert-manager"
      service_account = "cert-manager"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect   = "Allow"
            Action   = "route53:GetChange"
            Resource = "arn:aws:route53:::change/*"
          },
          {
            Effect    = "Allow"
            Action    = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
            Resource  = "arn:aws:route53:::hostedzone/${module.edge.zone_id}"
            Condition = { "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = ["TXT"] } }
          },
          {
            Effect   = "Allow"
            Action   = "route53:ListHostedZonesByName"
            Resource = "*"
          },
        ]
      })
    }

    velero = {
      namespace       = "velero"
      service_account = "velero-server"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect   = "Allow"
            Action   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"]
            Resource = [for bucket in local.velero_buckets : "arn:aws:s3:::${bucket}/velero/*"]
          },
          {
            Effect   = "Allow"
            Action   = "s3:ListBucket"
            Resource = [for bucket in local.velero_buckets : "arn:aws:s3:::${bucket}"]
          },
          {
            Effect   = "Allow"
            Action   = ["kms:Decrypt", "kms:GenerateDataKey*"]
            Resource = compact([module.security.key_arns.storage, module.backup.key_elsewhere_arn])
          },
          {
            Effect   = "Allow"
            Action   = ["ec2:CreateSnapshot", "ec2:CreateTags", "ec2:CreateVolume", "ec2:DeleteSnapshot", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"]
            Resource = "*"
          },
        ]
      })
    }
  }
}
