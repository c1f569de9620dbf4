mock_provider "aws" {
  override_data {
    target = data.aws_caller_identity.current
    values = {
      account_id = "123456789012"
    }
  }
}

run "keeps_the_state_safe" {
  command = plan

  assert {
    condition     = aws_s3_bucket.state.bucket == "${var.platform}-terraform-123456789012"
    error_message = "The bucket is named after platform and account."
  }

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
    error_message = "A state that was written by mistake can be taken back."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
    error_message = "The state is encrypted with a key of its own."
  }
}

run "trusts_only_its_own_repository" {
  command = plan

  variables {
    repository = "textloom/platform"
  }

  assert {
    condition     = length(aws_iam_role.github) == 2
    error_message = "Pull requests read, environments change."
  }
}

run "trusts_nobody_where_the_code_is_elsewhere" {
  command = plan

  variables {
    repository = ""
  }

  assert {
    condition     = length(aws_iam_role.github) == 0
    error_message = "Without GitHub there are no roles for it."
  }
}
