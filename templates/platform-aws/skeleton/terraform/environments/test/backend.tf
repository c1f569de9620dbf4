# Bucket and region are given by scripts/init.sh, from what terraform/bootstrap made.

terraform {
  backend "s3" {
    key          = "test/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
