# What may be chosen. A region or a type that is missing here is added by a pull request, where somebody looks at its price.

locals {
  # Three zones of each region that offer everything the platform uses.
  zones_by_region = {
    ap-northeast-1 = ["a", "c", "d"]
    ap-northeast-2 = ["a", "b", "c"]
    ap-south-1     = ["a", "b", "c"]
    ap-southeast-1 = ["a", "b", "c"]
    ap-southeast-2 = ["a", "b", "c"]
    eu-central-1   = ["a", "b", "c"]
    eu-west-1      = ["a", "b", "c"]
    us-east-1      = ["a", "b", "c"]
    us-east-2      = ["a", "b", "c"]
    us-west-2      = ["a", "b", "c"]
  }

  sizes_by_family = {
    t3  = ["medium", "large", "xlarge", "2xlarge"]
    t3a = ["medium", "large", "xlarge", "2xlarge"]
    c5  = ["large", "xlarge", "2xlarge", "4xlarge", "9xlarge", "12xlarge", "18xlarge", "24xlarge"]
    c6i = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
    c7i = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
    m5  = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
    m6i = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
    m7i = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
    r5  = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
    r6i = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
  }

  database_sizes_by_family = {
    t4g = ["medium", "large", "xlarge"]
    m5  = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"]
    m6g = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"]
    r5  = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge"]
    r6g = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge"]
    r6i = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge"]
  }

  cache_sizes_by_family = {
    t4g = ["small", "medium"]
    m6g = ["large", "xlarge", "2xlarge", "4xlarge"]
    r6g = ["large", "xlarge", "2xlarge", "4xlarge"]
    r7g = ["large", "xlarge", "2xlarge", "4xlarge"]
  }

  instance_types   = flatten([for family, sizes in local.sizes_by_family : [for size in sizes : "${family}.${size}"]])
  database_classes = flatten([for family, sizes in local.database_sizes_by_family : [for size in sizes : "db.${family}.${size}"]])
  cache_types      = flatten([for family, sizes in local.cache_sizes_by_family : [for size in sizes : "cache.${family}.${size}"]])
}
