locals {
  tag = "textloom:environment"
  # Per cent of the budget; what is spent, and what will be by the end of the month.
  alerts = {
    half     = { threshold = 50, type = "ACTUAL" }
    most     = { threshold = 80, type = "ACTUAL" }
    all      = { threshold = 100, type = "ACTUAL" }
    forecast = { threshold = 100, type = "FORECASTED" }
  }
}

resource "aws_budgets_budget" "monthly" {
  name         = "${var.name}-monthly"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = format("%.1f", var.monthly_budget_usd)
  limit_unit   = "USD"

  cost_filter {
    name   = "TagKeyValue"
    values = ["user:${local.tag}$${var.environment}"]
  }

  dynamic "notification" {
    for_each = local.alerts
    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value.threshold
      threshold_type             = "PERCENTAGE"
      notification_type          = notification.value.type
      subscriber_email_addresses = [var.alert_email]
    }
  }
}

resource "aws_ce_anomaly_monitor" "environment" {
  name         = "${var.name}-environment"
  monitor_type = "CUSTOM"

  monitor_specification = jsonencode({
    Tags = {
      Key          = local.tag
      Values       = [var.environment]
      MatchOptions = null
    }
    And            = null
    CostCategories = null
    Dimensions     = null
    Not            = null
    Or             = null
  })
}

# An anomaly is worth a message from a hundredth of the month's budget on.
resource "aws_ce_anomaly_subscription" "environment" {
  name             = "${var.name}-environment"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.environment.arn]

  subscriber {
    type    = "EMAIL"
    address = var.alert_email
  }

  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = [tostring(ceil(var.monthly_budget_usd / 100))]
    }
  }
}
