variable "name" {
  type        = string
  description = "Prefix of all names: platform and environment."
}

variable "secret_prefix" {
  type        = string
  description = "Path of secrets, such as textloom/prod."
}

variable "account_id" {
  type        = string
  description = "AWS account."
}

variable "region" {
  type        = string
  description = "Region of keys and trail."
}

variable "protected" {
  type        = bool
  description = "Whether keys and secrets can be taken back for thirty days, not seven."
}

variable "cloudhsm" {
  type        = bool
  description = "Hardware security modules, two of them in different zones."
}

variable "hsm_subnet_ids" {
  type        = list(string)
  description = "Subnets of the modules, in at least two zones."
}

variable "hsm_trust_anchor" {
  type        = string
  description = "Certificate (PEM) that the modules were initialised with; with it the key store is made."
}

variable "hsm_key_store_password" {
  type        = string
  description = "Password of the user kmsuser on the modules."
  sensitive   = true
}

variable "trail_days" {
  type        = number
  description = "How long the record of who used what is kept."
  default     = 400
}
