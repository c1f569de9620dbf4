# NACLs have no memory: answers come back to ports 1024 to 65535, and have to be let in.

resource "aws_network_acl" "public" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for subnet in aws_subnet.public : subnet.id]

  tags = { Name = "${var.name}-public" }
}

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for subnet in aws_subnet.private : subnet.id]

  tags = { Name = "${var.name}-private" }
}

locals {
  acl_rules = {
    public = {
      "100-inside"  = { number = 100, egress = false, protocol = "-1", cidr = var.vpc_cidr, from = 0, to = 0 }
      "110-https"   = { number = 110, egress = false, protocol = "tcp", cidr = "0.0.0.0/0", from = 443, to = 443 }
      "120-answers" = { number = 120, egress = false, protocol = "tcp", cidr = "0.0.0.0/0", from = 1024, to = 65535 }
      "130-answers" = { number = 130, egress = false, protocol = "udp", cidr = "0.0.0.0/0", from = 1024, to = 65535 }
      "100-all-out" = { number = 100, egress = true, protocol = "-1", cidr = "0.0.0.0/0", from = 0, to = 0 }
    }
    private = {
      "100-inside"  = { number = 100, egress = false, protocol = "-1", cidr = var.vpc_cidr, from = 0, to = 0 }
      "120-answers" = { number = 120, egress = false, protocol = "tcp", cidr = "0.0.0.0/0", from = 1024, to = 65535 }
      "130-answers" = { number = 130, egress = false, protocol = "udp", cidr = "0.0.0.0/0", from = 1024, to = 65535 }
      "100-all-out" = { number = 100, egress = true, protocol = "-1", cidr = "0.0.0.0/0", from = 0, to = 0 }
    }
  }
}

resource "aws_network_acl_rule" "public" {
  for_each = local.acl_rules.public

  network_acl_id = aws_network_acl.public.id
  rule_number    = each.value.number
  egress         = each.value.egress
  protocol       = each.value.protocol
  rule_action    = "allow"
  cidr_block     = each.value.cidr
  from_port      = each.value.from
  to_port        = each.value.to
}

resource "aws_network_acl_rule" "private" {
  for_each = local.acl_rules.private

  network_acl_id = aws_network_acl.private.id
  rule_number    = each.value.number
  egress         = each.value.egress
  protocol       = each.value.protocol
  rule_action    = "allow"
  cidr_block     = each.value.cidr
  from_port      = each.value.from
  to_port        = each.value.to
}
