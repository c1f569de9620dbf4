variable "name" {
  type        = string
  description = "Name of the cluster, and prefix of what belongs to it."
}

variable "kubernetes_version" {
  type        = string
  description = "Minor version of Kubernetes, such as 1.35."
}

variable "vpc_id" {
  type        = string
  description = "The VPC."
}

variable "vpc_cidr" {
  type        = string
  description = "Addresses of the VPC."
}

variable "subnets" {
  type        = map(string)
  description = "Private subnets by availability zone, for nodes, control plane and EFS."
}

variable "service_cidr" {
  type        = string
  description = "Addresses of Services; they must not be those of the VPC."
}

variable "node_groups" {
  description = "Node groups by name. EKS labels each node eks.amazonaws.com/nodegroup=NAME, which pods choose by."
  type = map(object({
    instance_type = string
    min           = number
    desired       = number
    max           = number
    capacity_type = string
    disk_gib      = number
    taints        = map(string)
  }))
}

variable "keys" {
  type        = map(string)
  description = "ARNs of KMS keys by domain: eks, compute, storage, logs."
}

variable "log_days" {
  type        = number
  description = "How long the logs of the control plane are kept."
  default     = 90
}

variable "admin_role_arns" {
  type        = set(string)
  description = "IAM roles that administer the cluster, besides the one that made it."
}

variable "workload_identities" {
  description = "Service accounts that may call AWS, by name: what they may do is a policy in JSON."
  type = map(object({
    namespace       = string
    service_account = string
    policy          = string
  }))
}
