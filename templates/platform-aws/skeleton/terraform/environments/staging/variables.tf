# Set in terraform.tfvars.json; modules/platform says what is refused, and why.

variable "platform" {
  type        = string
  description = "Name of the platform; with the environment, the prefix of all names."
}

variable "environment" {
  type        = string
  description = "dev, test, staging or prod."
}

variable "region" {
  type        = string
  description = "Region of the environment."
}

variable "backup_region" {
  type        = string
  description = "Region that copies of backups go to."
}

variable "domain" {
  type        = string
  description = "Domain of the environment; users call hosts below it."
}

variable "owner" {
  type        = string
  description = "Team that answers for the environment."
}

variable "cost_center" {
  type        = string
  description = "Who pays."
}

variable "alert_email" {
  type        = string
  description = "Who hears of budgets, cost anomalies and failed backups."
}

variable "vpc_cidr" {
  type        = string
  description = "Addresses of the network, a private /16."
}

variable "nat_gateways" {
  type        = number
  description = "1 to 3; 3 in prod."
}

variable "kubernetes_version" {
  type        = string
  description = "Minor version of Kubernetes."
}

variable "node_groups" {
  description = "Node groups by name."
  type = map(object({
    instance_type = string
    min           = number
    desired       = number
    max           = number
    capacity_type = string
    disk_gib      = number
  }))
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

variable "object_storage" {
  description = "What buckets are expected to hold."
  type        = object({ expected_gib = number })
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

variable "efs" {
  description = "What the shared file system is expected to hold."
  type        = object({ expected_gib = number })
}

variable "cloudhsm" {
  type        = bool
  description = "Hardware security modules for keys that must not leave them."
}

variable "monthly_budget_usd" {
  type        = number
  description = "What the environment may cost in a month."
}

variable "off_hours" {
  description = "When the nodes of dev and test sleep."
  type = object({
    enabled   = bool
    start     = string
    stop      = string
    time_zone = string
  })
}

# Not in the settings, for they are of a company or secret.

variable "peer_cidrs" {
  type        = list(string)
  description = "Networks of offices and partners, which this one must not overlap with; those of the other environments are known."
  default     = []
}

variable "cluster_admin_role_arns" {
  type        = set(string)
  description = "IAM roles that administer the cluster, besides the one that made it."
  default     = []
}

variable "database_password" {
  type        = string
  description = "Password of the database's master user, as TF_VAR_database_password. It is set when the database is made, and with each new database_password_version; it gets into no plan and no state."
  ephemeral   = true
  sensitive   = true
}

variable "database_password_version" {
  type        = number
  description = "Counted up to set a new password."
  default     = 1
}

variable "hsm_trust_anchor" {
  type        = string
  description = "Certificate (PEM) that the hardware modules were initialised with; empty until then."
  default     = ""
}

variable "hsm_key_store_password" {
  type        = string
  description = "Password of the user kmsuser on the modules; empty until then."
  sensitive   = true
  default     = ""
}
