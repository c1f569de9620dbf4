# Workflows sign in by OIDC: no key of AWS is kept at GitHub. Pull requests may only read; an environment of GitHub, with its
# approvals, may change things.

locals {
  issuer = "token.actions.githubusercontent.com"

  roles = var.repository == "" ? {} : {
    plan = {
      subjects = ["repo:${var.repository}:pull_request"]
      policy   = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    }
    apply = {
      subjects = [for environment in ["dev", "test", "staging", "prod"] : "repo:${var.repository}:environment:${environment}"]
      policy   = "arn:aws:iam::aws:policy/AdministratorAccess"
    }
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  count = var.repository == "" ? 0 : 1

  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "github" {
  for_each = local.roles

  name                 = "${var.platform}-github-${each.key}"
  max_session_duration = 7200

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github[0].arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = each.value.subjects
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "github" {
  for_each = local.roles

  role       = aws_iam_role.github[each.key].name
  policy_arn = each.value.policy
}

# A plan reads the state and takes the lock, which is writing a file.
resource "aws_iam_role_policy" "state" {
  for_each = local.roles

  name = "state"
  role = aws_iam_role.github[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:PutObject"]
        Resource = "${aws_s3_bucket.state.arn}/*.tflock"
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.state.arn
      },
    ]
  })
}
