variable "name" {
  type        = string
  description = "Prefix of all names: platform and environment."
}

variable "environment" {
  type        = string
  description = "Value of the tag textloom:environment, by which costs are told apart."
}

variable "monthly_budget_usd" {
  type        = number
  description = "What the environment may cost in a month."
}

variable "alert_email" {
  type        = string
  description = "Who hears of budgets and anomalies."
}

variable "off_hours" {
  description = "When nodes are not needed: cron expressions of the evening and of the morning."
  type = object({
    enabled   = bool
    start     = string
    stop      = string
    time_zone = string
  })
}

variable "autoscaling_groups" {
  description = "Groups that sleep in off-hours, with their sizes by day."
  type = map(object({
    name    = string
    min     = number
    desired = number
    max     = number
  }))
}
