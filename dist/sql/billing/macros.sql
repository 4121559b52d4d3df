-- @engine duckdb
-- What the readers of exports look up.
-- Source: AWS Billing User Guide, region codes in usage types; AWS's own product names of these services.
create or replace temp macro region_of_usage_type(t) as
  map {
    'USE1': 'us-east-1', 'USE2': 'us-east-2', 'USW1': 'us-west-1', 'USW2': 'us-west-2', 'UGE1': 'us-gov-east-1', 'UGW1': 'us-gov-west-1',
    'CAN1': 'ca-central-1', 'CAN2': 'ca-west-1', 'MXC1': 'mx-central-1', 'SAE1': 'sa-east-1',
    'EU': 'eu-west-1', 'EUW1': 'eu-west-1', 'EUW2': 'eu-west-2', 'EUW3': 'eu-west-3', 'EUC1': 'eu-central-1', 'EUC2': 'eu-central-2',
    'EUN1': 'eu-north-1', 'EUS1': 'eu-south-1', 'EUS2': 'eu-south-2', 'AFS1': 'af-south-1', 'ILC1': 'il-central-1',
    'MES1': 'me-south-1', 'MEC1': 'me-central-1', 'APE1': 'ap-east-1', 'APE2': 'ap-east-2', 'APN1': 'ap-northeast-1',
    'APN2': 'ap-northeast-2', 'APN3': 'ap-northeast-3', 'APS1': 'ap-southeast-1', 'APS2': 'ap-southeast-2', 'APS3': 'ap-south-1',
    'APS4': 'ap-southeast-3', 'APS5': 'ap-south-2', 'APS6': 'ap-southeast-4', 'APS7': 'ap-southeast-5', 'APS9': 'ap-southeast-7'
  }[split_part(t, '-', 1)];
create or replace temp macro is_support(s) as regexp_matches(s, '^(AWSSupport|AWSDeveloperSupport|AWSPremiumSupport|OCB\w*Support)');
create or replace temp macro service_code_of(n) as coalesce(
  map {
    'Amazon Elastic Compute Cloud': 'AmazonEC2', 'Amazon Virtual Private Cloud': 'AmazonVPC', 'Elastic Load Balancing': 'AWSELB',
    'AmazonCloudWatch': 'AmazonCloudWatch', 'Amazon CloudWatch': 'AmazonCloudWatch', 'Amazon Simple Storage Service': 'AmazonS3',
    'Amazon Relational Database Service': 'AmazonRDS', 'AWS Lambda': 'AWSLambda', 'Amazon Elastic Container Service': 'AmazonECS',
    'Amazon EC2 Container Service': 'AmazonECS', 'Amazon Elastic Container Service for Kubernetes': 'AmazonEKS',
    'Amazon Elastic Kubernetes Service': 'AmazonEKS', 'Amazon EC2 Container Registry (ECR)': 'AmazonECR',
    'Amazon Simple Queue Service': 'AWSQueueService', 'Amazon Simple Notification Service': 'AmazonSNS',
    'AWS Step Functions': 'AmazonStates', 'AWS Key Management Service': 'awskms', 'Amazon Elastic File System': 'AmazonEFS',
    'Amazon FSx': 'AmazonFSx', 'Amazon API Gateway': 'AmazonApiGateway', 'Amazon Route 53': 'AmazonRoute53', 'AWS WAF': 'awswaf',
    'Amazon DynamoDB': 'AmazonDynamoDB', 'Amazon ElastiCache': 'AmazonElastiCache', 'Amazon Redshift': 'AmazonRedshift',
    'Amazon CloudFront': 'AmazonCloudFront', 'AWS Backup': 'AWSBackup', 'Amazon OpenSearch Service': 'AmazonES'
  }[n], n);
