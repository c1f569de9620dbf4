variable "platform" {
  type        = string
  description = "Name of the platform."
}

variable "region" {
  type        = string
  description = "Region of the state."
}

variable "owner" {
  type        = string
  description = "Team that answers for it."
}

variable "cost_center" {
  type        = string
  description = "Who pays."
}

variable "repository" {
  type        = string
  description = "Repository on GitHub, owner/name, whose workflows may plan and apply; empty where it is elsewhere."

  validation {
    condition     = var.repository == "" || can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "The repository is owner/name, or empty."
  }
}
