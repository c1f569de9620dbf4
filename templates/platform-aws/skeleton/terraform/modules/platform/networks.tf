locals {
  # Addresses of Services in the cluster; pods and nodes have those of the VPC.
  service_cidr = "172.20.0.0/16"
}
