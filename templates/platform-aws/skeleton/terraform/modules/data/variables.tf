variable "name" {
  type        = string
  description = "Prefix of all names: platform and environment."
}

variable "account_id" {
  type        = string
  description = "AWS account; names of buckets end in it, since they are unique in the world."
}

variable "vpc_id" {
  type        = string
  description = "The VPC."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets in three zones."
}

variable "client_security_group_id" {
  type        = string
  description = "Security group of those who may connect: nodes and pods."
}

variable "keys" {
  type        = map(string)
  description = "ARNs of KMS keys by domain: database, storage, cache, logs."
}

variable "protected" {
  type        = bool
  description = "Whether destroying has to be allowed first, and leaves a last snapshot."
}

variable "database" {
  description = "The PostgreSQL primary and its read replicas."
  type = object({
    engine_version    = string
    instance_class    = string
    replica_class     = string
    replicas          = number
    multi_az          = bool
    allocated_gib     = number
    max_allocated_gib = number
    backup_days       = number
  })
}

variable "database_password" {
  type        = string
  description = "Password of the master user at its creation; kept in no plan and no state."
  ephemeral   = true
  sensitive   = true
}

variable "database_password_version" {
  type        = number
  description = "Counted up to set a new password."
}

variable "elasticache" {
  description = "Managed Redis instead of the one in the cluster."
  type = object({
    enabled   = bool
    node_type = string
    shards    = number
    replicas  = number
  })
}

variable "log_days" {
  type        = number
  description = "How long logs of databases are kept."
  default     = 90
}
