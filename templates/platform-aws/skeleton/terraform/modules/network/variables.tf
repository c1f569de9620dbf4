variable "name" {
  type        = string
  description = "Prefix of all names: platform and environment."
}

variable "region" {
  type        = string
  description = "Region of the network; endpoints are named after it."
}

variable "zones" {
  type        = list(string)
  description = "Availability zones, one public and one private subnet in each."

  validation {
    condition     = length(var.zones) == 3 && length(distinct(var.zones)) == 3
    error_message = "The network stands on three different availability zones."
  }
}

variable "vpc_cidr" {
  type        = string
  description = "Addresses of the VPC, a /16."
}

variable "nat_gateways" {
  type        = number
  description = "1 to 3: with fewer than three, the loss of one zone cuts others off the internet."
}

variable "cluster_name" {
  type        = string
  description = "Name of the EKS cluster, by which load balancers find their subnets."
}

variable "logs_key_arn" {
  type        = string
  description = "KMS key for flow logs."
}

variable "flow_log_days" {
  type        = number
  description = "How long flow logs are kept."
  default     = 90
}
