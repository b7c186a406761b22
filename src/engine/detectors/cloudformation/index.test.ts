// What is found in CloudFormation templates and policies, and what is left alone.
import { describe, expect, it } from 'vitest';
import { detections, saidFindings } from '../../../../test/detector-findings.ts';
import { cloudformation } from './index.ts';

const found = (body: string, path = 'infra/stack.yaml'): string[] =>
  saidFindings(
    cloudformation,
    path,
    body,
    'terraform',
    'shell',
    'containers',
    'code/authorization',
    'code/cors',
  );
const resource = (type: string, properties: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  One:\n    Type: AWS::${type}\n    Properties:\n${properties.replace(/^/gm, '      ')}\n`;
const ingress = (port: number): string =>
  `SecurityGroupIngress:\n  - IpProtocol: tcp\n    FromPort: ${port}\n    ToPort: ${port}\n    CidrIp: 0.0.0.0/0`;
const statement = (text: string): string =>
  `PolicyDocument:\n  Statement:\n    - ${text.replaceAll('\n', '\n      ')}`;

describe('cloudformation', () => {
  it.each([
    ['public-storage medium', resource('S3::Bucket', 'AccessControl: PublicRead')],
    ['cors-any-origin low', `Globals:\n  Api:\n    Cors: "'*'"\n${resource('S3::Bucket', 'BucketName: a')}`],
    [
      'public-storage medium',
      resource(
        'S3::Bucket',
        'PublicAccessBlockConfiguration:\n  BlockPublicAcls: false\n  BlockPublicPolicy: true',
      ),
    ],
    ['open-network-ingress high', resource('EC2::SecurityGroup', ingress(22))],
    ['open-network-ingress high', resource('EC2::SecurityGroupIngress', 'IpProtocol: "-1"\nCidrIpv6: ::/0')],
    [
      'public-database medium',
      resource('RDS::DBInstance', 'PubliclyAccessible: "true"\nStorageEncrypted: true'),
    ],
    ['storage-encryption-off medium', resource('EC2::Volume', 'Encrypted: false')],
    ['storage-encryption-off low', resource('EFS::FileSystem', 'PerformanceMode: generalPurpose')],
    [
      'plaintext-traffic medium',
      resource(
        'CloudFront::Distribution',
        'DistributionConfig:\n  DefaultCacheBehavior:\n    ViewerProtocolPolicy: allow-all',
      ),
    ],
    [
      'metadata-service-open low',
      resource('EC2::LaunchTemplate', 'LaunchTemplateData:\n  MetadataOptions:\n    HttpTokens: optional'),
    ],
    [
      'privileged-container medium',
      resource('ECS::TaskDefinition', 'ContainerDefinitions:\n  - Name: a\n    Privileged: true'),
    ],
    [
      'remote-script-piped-to-shell medium',
      resource(
        'EC2::Instance',
        'UserData:\n  Fn::Base64: !Sub |\n    #!/bin/bash\n    curl -s https://get.tool.dev | bash',
      ),
    ],
    [
      'wildcard-iam-policy high',
      resource('IAM::Policy', statement('Effect: Allow\nAction: "*"\nResource: "*"')),
    ],
    [
      'wildcard-iam-policy low',
      resource('IAM::Policy', statement('Effect: Allow\nNotAction: iam:*\nResource: "*"')),
    ],
    [
      'wildcard-iam-policy medium',
      resource('IAM::Role', 'ManagedPolicyArns:\n  - arn:aws:iam::aws:policy/AdministratorAccess'),
    ],
    [
      'public-iam-principal high',
      resource(
        'IAM::Role',
        'AssumeRolePolicyDocument:\n  Statement:\n    - Effect: Allow\n      Principal: { AWS: "*" }\n      Action: sts:AssumeRole',
      ),
    ],
    [
      'open-cloud-endpoint medium',
      resource('ApiGateway::Method', 'HttpMethod: POST\nAuthorizationType: NONE'),
    ],
    ['unpinned-image low', resource('ECS::TaskDefinition', 'ContainerDefinitions:\n  - Image: app:latest')],
    [
      'audit-log-off low',
      resource(
        'CloudTrail::Trail',
        'IsLogging: false\nKMSKeyId: k\nIsMultiRegionTrail: true\nEnableLogFileValidation: true',
      ),
    ],
    [
      'public-service low',
      resource(
        'Serverless::Function',
        'Events:\n  Api:\n    Type: Api\n    Properties:\n      Method: post\n      Auth: { Authorizer: NONE }',
      ),
    ],
  ])('finds %s', (wanted, body) => {
    expect(found(body)).toEqual([wanted]);
  });

  it.each([
    ['a private bucket', resource('S3::Bucket', 'AccessControl: Private')],
    ['a web server', resource('EC2::SecurityGroup', ingress(443))],
    [
      'values from elsewhere',
      resource(
        'RDS::DBInstance',
        'PubliclyAccessible: !Ref Public\nStorageEncrypted: !If [Prod, true, false]',
      ),
    ],
    [
      'a refusal',
      resource('S3::BucketPolicy', statement('Effect: Deny\nPrincipal: "*"\nAction: "s3:*"\nResource: "*"')),
    ],
    [
      'a condition',
      resource(
        'S3::BucketPolicy',
        statement(
          'Effect: Allow\nPrincipal: "*"\nAction: s3:GetObject\nCondition: { StringEquals: { "aws:PrincipalOrgID": o-1 } }',
        ),
      ),
    ],
    [
      'a listener that sends on',
      resource(
        'ElasticLoadBalancingV2::Listener',
        'Port: 80\nProtocol: HTTP\nDefaultActions:\n  - Type: redirect\n    RedirectConfig: { Protocol: HTTPS, StatusCode: HTTP_301 }',
      ),
    ],
    ['a preflight', resource('ApiGateway::Method', 'AuthorizationType: NONE\nHttpMethod: OPTIONS')],
    ['what is no template', 'Type: Something\nEffect: Allow\nAction: "*"\n'],
  ])('leaves %s alone', (_, body) => {
    expect(found(body)).toEqual([]);
  });

  it('reads the runtimes of the Serverless Framework', () => {
    const service = (runtime: string): string[] =>
      found(
        `service: a\nprovider:\n  name: aws\n  runtime: ${runtime}\nfunctions:\n  f: { handler: a.b }\n`,
        'serverless.yml',
      );
    expect(service('nodejs14.x')).toEqual(['runtime-out-of-support low']);
    expect(service('nodejs22.x')).toEqual([]);
  });

  it('reads JSON, and policies in files of their own', () => {
    const template = {
      Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: false } } },
    };
    expect(found(JSON.stringify(template, null, 2), 'stack.json')).toEqual(['storage-encryption-off medium']);
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
    };
    expect(found(JSON.stringify(policy, null, 2), 'policies/admin.json')).toEqual([
      'wildcard-iam-policy high',
    ]);
    expect(found(JSON.stringify({ data: policy }, null, 2), 'fixtures/answer.json')).toEqual([]);
  });

  it('speaks of properties as templates name them', () => {
    const [one] = detections(
      cloudformation,
      'stack.yaml',
      resource('KMS::Key', 'Description: x'),
      'terraform',
    );
    expect(one && 'finding' in one && one.finding.message).toContain('`EnableKeyRotation: true`');
  });

  it('says of which sites the pages read the answers', () => {
    const service = (cors: string): string[] =>
      found(
        `service: a\nprovider: {name: aws}\nfunctions:\n  a:\n    events:\n      - http: {path: /a, cors: ${cors}}\n`,
        'serverless.yml',
      );
    expect(service('true')).toEqual(['cors-any-origin low']);
    expect(service("{origin: '*'}")).toEqual(['cors-any-origin low']);
    expect(service("{origin: 'https://shop.example'}")).toEqual([]);
    expect(service('false')).toEqual([]);
  });
});
