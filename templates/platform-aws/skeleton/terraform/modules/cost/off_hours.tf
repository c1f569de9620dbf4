# Nobody works in dev and test at night. Pods wait until the morning; what the autoscaler would start for them fits
# into no group, for the maximum is 0, too.

resource "aws_autoscaling_schedule" "evening" {
  for_each = var.off_hours.enabled ? var.autoscaling_groups : {}

  scheduled_action_name  = "${var.name}-${each.key}-evening"
  autoscaling_group_name = each.value.name
  recurrence             = var.off_hours.start
  time_zone              = var.off_hours.time_zone
  min_size               = 0
  desired_capacity       = 0
  max_size               = 0
}

resource "aws_autoscaling_schedule" "morning" {
  for_each = var.off_hours.enabled ? var.autoscaling_groups : {}

  scheduled_action_name  = "${var.name}-${each.key}-morning"
  autoscaling_group_name = each.value.name
  recurrence             = var.off_hours.stop
  time_zone              = var.off_hours.time_zone
  min_size               = each.value.min
  desired_capacity       = each.value.desired
  max_size               = each.value.max
}
