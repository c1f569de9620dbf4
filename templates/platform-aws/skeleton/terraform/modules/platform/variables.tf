# What an environment is. Sizes are in sizes.tf; each variable refuses what AWS or the rest of the platform would.

variable "platform" {
  type        = string
  description = "Name of the platform; with the environment, the prefix of all names."

  validation {
    # With "-staging" a load balancer's name may have 32 characters, and must not begin with "internal-".
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.platform)) && !strcontains(var.platform, "--") && !startswith("${var.platform}-", "internal-")
    error_message = "The name needs 3 to 20 lower-case letters, digits and single hyphens, a letter first, and must not begin with internal-: longer ones are beyond the limits of AWS for load balancers."
  }
}

variable "environment" {
  type        = string
  description = "dev, test, staging or prod."

  validation {
    condition     = contains(["dev", "test", "staging", "prod"], var.environment)
    error_message = "The environment is dev, test, staging or prod."
  }
}

variable "account_id" {
  type        = string
  description = "AWS account that the environment is in."

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account has twelve digits."
  }
}

variable "region" {
  type        = string
  description = "Region of the environment."

  validation {
    condition     = contains(keys(local.zones_by_region), var.region)
    error_message = "${var.region} is no region of this platform. It knows ${join(", ", keys(local.zones_by_region))}."
  }
}

variable "backup_region" {
  type        = string
  description = "Region that copies of backups go to."

  validation {
    condition     = contains(keys(local.zones_by_region), var.backup_region)
    error_message = "${var.backup_region} is no region of this platform. It knows ${join(", ", keys(local.zones_by_region))}."
  }

  validation {
    condition     = var.backup_region != var.region
    error_message = "Backups have to go to another region than ${var.region}, or they are lost with it."
  }
}

variable "domain" {
  type        = string
  description = "Domain of the environment; users call hosts below it."

  validation {
    condition     = length(var.domain) <= 253 && can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.domain))
    error_message = "${var.domain} is no domain name in lower case."
  }
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

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.alert_email))
    error_message = "${var.alert_email} is no e-mail address."
  }
}

variable "vpc_cidr" {
  type        = string
  description = "Addresses of the network, a private /16."

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && endswith(var.vpc_cidr, "/16") && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.vpc_cidr))
    error_message = "${var.vpc_cidr} is no /16 of the private addresses 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
  }

  # Two networks overlap when they are the same one, seen at the width of the wider.
  validation {
    condition     = alltrue([for cidr in concat([local.service_cidr], var.peer_cidrs) : try(!(cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", var.vpc_cidr)[1])}", 0) == cidrhost("${split("/", var.vpc_cidr)[0]}/${min(split("/", cidr)[1], split("/", var.vpc_cidr)[1])}", 0)), true)])
    error_message = "${var.vpc_cidr} overlaps with ${join(", ", [for cidr in concat([local.service_cidr], var.peer_cidrs) : cidr if try(cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", var.vpc_cidr)[1])}", 0) == cidrhost("${split("/", var.vpc_cidr)[0]}/${min(split("/", cidr)[1], split("/", var.vpc_cidr)[1])}", 0), false)])}: networks that share addresses can never be connected."
  }
}

variable "peer_cidrs" {
  type        = list(string)
  description = "Networks that this one may be connected to: those of the other environments, of offices, of partners."

  validation {
    condition     = alltrue([for cidr in var.peer_cidrs : can(cidrhost(cidr, 0))])
    error_message = "Each peer is a network such as 10.50.0.0/16."
  }
}

variable "kubernetes_version" {
  type        = string
  description = "Minor version of Kubernetes."

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version)) && try(tonumber(split(".", var.kubernetes_version)[1]) >= 28, false)
    error_message = "Kubernetes ${var.kubernetes_version} is too old, or no minor version: at least 1.28 is needed."
  }
}

variable "cluster_admin_role_arns" {
  type        = set(string)
  description = "IAM roles that administer the cluster, besides the one that made it."
}

variable "database_password" {
  type        = string
  description = "Password of the database's master user, at its creation."
  ephemeral   = true
  sensitive   = true
}

variable "database_password_version" {
  type        = number
  description = "Counted up to set a new password."
}

variable "hsm_trust_anchor" {
  type        = string
  description = "Certificate that the hardware modules were initialised with; empty until then."
}

variable "hsm_key_store_password" {
  type        = string
  description = "Password of the user kmsuser on the modules; empty until then."
  sensitive   = true
}
