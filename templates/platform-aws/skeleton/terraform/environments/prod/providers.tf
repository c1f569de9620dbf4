terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

locals {
  # Costs are told apart by these; activate them once as cost allocation tags: docs/costs.md.
  tags = {
    "textloom:component"   = var.platform
    "textloom:environment" = var.environment
    "textloom:owner"       = var.owner
    "textloom:cost-center" = var.cost_center
    "textloom:managed-by"  = "terraform"
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

# Where copies of backups go.
provider "aws" {
  alias  = "backup"
  region = var.backup_region

  default_tags {
    tags = local.tags
  }
}

# Certificates and firewalls of CloudFront live here, wherever the rest is.
provider "aws" {
  alias  = "global"
  region = "us-east-1"

  default_tags {
    tags = local.tags
  }
}
