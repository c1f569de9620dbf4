locals {
  # Users call hosts, not the domain alone; one certificate and one distribution serve them all.
  hosts = ["", "*."]
}

resource "aws_route53_zone" "this" {
  name          = var.domain
  comment       = "Public names of ${var.name}"
  force_destroy = false
}

resource "aws_acm_certificate" "edge" {
  provider = aws.global

  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate" "load_balancer" {
  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

# The domain and all hosts below it are proven by one record, the same for every certificate of the account.
resource "aws_route53_record" "validation" {
  zone_id         = aws_route53_zone.this.zone_id
  name            = tolist(aws_acm_certificate.edge.domain_validation_options)[0].resource_record_name
  type            = tolist(aws_acm_certificate.edge.domain_validation_options)[0].resource_record_type
  records         = [tolist(aws_acm_certificate.edge.domain_validation_options)[0].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "edge" {
  provider = aws.global

  certificate_arn         = aws_acm_certificate.edge.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}

resource "aws_acm_certificate_validation" "load_balancer" {
  certificate_arn         = aws_acm_certificate.load_balancer.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}

# No other authority may issue certificates for the domain.
resource "aws_route53_record" "caa" {
  zone_id = aws_route53_zone.this.zone_id
  name    = var.domain
  type    = "CAA"
  ttl     = 3600
  records = ["0 issue \"amazon.com\"", "0 issuewild \"amazon.com\""]
}

resource "aws_route53_record" "a" {
  for_each = toset(local.hosts)

  zone_id = aws_route53_zone.this.zone_id
  name    = "${each.key}${var.domain}"
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "aaaa" {
  for_each = toset(local.hosts)

  zone_id = aws_route53_zone.this.zone_id
  name    = "${each.key}${var.domain}"
  type    = "AAAA"

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}

# Asks as users do, from several continents, through CDN, firewall and load balancer.
resource "aws_route53_health_check" "api" {
  type              = "HTTPS"
  fqdn              = "api.${var.domain}"
  port              = 443
  resource_path     = "/healthz"
  request_interval  = 30
  failure_threshold = 3
  measure_latency   = true

  tags = { Name = "${var.name}-api" }
}
