variable "name" {
  type        = string
  description = "Prefix of all names: platform and environment."
}

variable "account_id" {
  type        = string
  description = "AWS account."
}

variable "domain" {
  type        = string
  description = "Domain of the environment, such as textloom.ai; users call hosts below it."
}

variable "vpc_id" {
  type        = string
  description = "The VPC."
}

variable "vpc_cidr" {
  type        = string
  description = "Addresses of the VPC."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets: the load balancer has no public address."
}

variable "node_security_group_id" {
  type        = string
  description = "Security group of the nodes, which the load balancer forwards to."
}

variable "logs_bucket" {
  type        = string
  description = "Bucket for access logs."
}

variable "protected" {
  type        = bool
  description = "Whether destroying has to be allowed first."
}

variable "requests_per_address" {
  type        = number
  description = "Requests in five minutes after which an address is blocked."
  default     = 2000
}

variable "tls_policy" {
  type        = string
  description = "Security policy of the load balancer: TLS 1.3, and TLS 1.2 with forward secrecy for CDNs that do not speak it to origins."
  default     = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"

  validation {
    condition     = startswith(var.tls_policy, "ELBSecurityPolicy-TLS13-")
    error_message = "The load balancer has to offer TLS 1.3: use a policy ELBSecurityPolicy-TLS13-…."
  }
}

variable "gateway_ports" {
  description = "Ports of the mesh's gateway in the cluster: traffic and readiness."
  type = object({
    https = number
    ready = number
  })
  default = {
    https = 8443
    ready = 15021
  }
}
