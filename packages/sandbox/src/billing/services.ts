/** FOCUS ServiceName, ServiceCategory and ServiceSubcategory of AWS's services, and AWS's own code of each. */
export const SERVICES = {
  ec2: {
    name: 'Amazon Elastic Compute Cloud',
    category: ['Compute', 'Virtual Machines'],
    code: 'AmazonEC2',
  },
  eks: {
    name: 'Amazon Elastic Kubernetes Service',
    category: ['Compute', 'Containers'],
    code: 'AmazonEKS',
  },
  ecr: {
    name: 'Amazon Elastic Container Registry',
    category: ['Storage', 'Other (Storage)'],
    code: 'AmazonECR',
  },
  efs: {
    name: 'Amazon Elastic File System',
    category: ['Storage', 'File Storage'],
    code: 'AmazonEFS',
  },
  rds: {
    name: 'Amazon Relational Database Service',
    category: ['Databases', 'Relational Databases'],
    code: 'AmazonRDS',
  },
  s3: {
    name: 'Amazon Simple Storage Service',
    category: ['Storage', 'Object Storage'],
    code: 'AmazonS3',
  },
  cloudfront: {
    name: 'Amazon CloudFront',
    category: ['Networking', 'Content Delivery'],
    code: 'AmazonCloudFront',
  },
  route53: {
    name: 'Amazon Route 53',
    category: ['Networking', 'Application Networking'],
    code: 'AmazonRoute53',
  },
  waf: {
    name: 'AWS WAF',
    category: ['Security', 'Other (Security)'],
    code: 'awswaf',
  },
  elb: {
    name: 'Elastic Load Balancing',
    category: ['Networking', 'Application Networking'],
    code: 'AWSELB',
  },
  kms: {
    name: 'AWS Key Management Service',
    category: ['Security', 'Secret Management'],
    code: 'awskms',
  },
  cloudwatch: {
    name: 'AmazonCloudWatch',
    category: ['Management and Governance', 'Observability'],
    code: 'AmazonCloudWatch',
  },
  secrets: {
    name: 'AWS Secrets Manager',
    category: ['Security', 'Secret Management'],
    code: 'AWSSecretsManager',
  },
  savingsPlans: {
    name: 'Savings Plans for AWS Compute usage',
    category: ['Compute', 'Virtual Machines'],
    code: 'ComputeSavingsPlans',
  },
  support: {
    name: 'AWS Support (Developer)',
    category: ['Management and Governance', 'Support'],
    code: 'AWSDeveloperSupport',
  },
  tax: { name: 'Tax', category: ['Other', 'Other (Other)'], code: 'Tax' },
} as const satisfies Record<
  string,
  { name: string; category: readonly [string, string]; code: string }
>;

/** Name that a service has here. */
export type Service = keyof typeof SERVICES;

/** Categories of what EC2 bills beside machines. */
export const BLOCK_STORAGE = ['Storage', 'Block Storage'] as const;
export const NETWORK = ['Networking', 'Network Connectivity'] as const;
