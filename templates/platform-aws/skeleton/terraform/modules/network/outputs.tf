output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr" {
  description = "Addresses of the VPC."
  value       = aws_vpc.this.cidr_block
}

output "private_subnets" {
  description = "Private subnets by availability zone."
  value       = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}

output "public_subnets" {
  description = "Public subnets by availability zone."
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.id }
}

output "nat_addresses" {
  description = "Addresses from which the platform calls the internet, for allow lists of others."
  value       = [for address in aws_eip.nat : address.public_ip]
}
