output "name_servers" {
  description = "To be entered where the domain above is kept."
  value       = aws_route53_zone.this.name_servers
}

output "zone_id" {
  description = "Zone of the public names."
  value       = aws_route53_zone.this.zone_id
}

output "distribution_id" {
  description = "The CDN, for invalidations."
  value       = aws_cloudfront_distribution.this.id
}

output "gateway_target_group_arn" {
  description = "Target group for the pods of the gateway."
  value       = aws_lb_target_group.gateway.arn
}
