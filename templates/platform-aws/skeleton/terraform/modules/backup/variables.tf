variable "name" {
  type        = string
  description = "Prefix of all names: platform and environment."
}

variable "time_zone" {
  type        = string
  description = "Time zone of the schedules, such as Asia/Shanghai."
}

variable "key_arn" {
  type        = string
  description = "KMS key of recovery points."
}

variable "account_id" {
  type        = string
  description = "AWS account."
}

variable "database_arn" {
  type        = string
  description = "The PostgreSQL primary."
}

variable "database_backup_days" {
  type        = number
  description = "How far back the copy of the database's log reaches in the other region."
}

variable "database_subnet_group" {
  type        = string
  description = "Where a database is restored to for a test."
}

variable "file_arns" {
  type        = map(string)
  description = "File systems and buckets to back up."
}

variable "cross_region" {
  type        = bool
  description = "Whether copies leave the region, and restores are tested."
}

variable "alert_email" {
  type        = string
  description = "Who hears of a backup or a restore that failed."
}
