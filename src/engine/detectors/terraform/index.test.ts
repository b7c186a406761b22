// What is found in Terraform, and what is left alone.
import { describe, expect, it } from 'vitest';
import { detections, saidFindings } from '../../../../test/detector-findings.ts';
import { terraform } from './index.ts';
import { readHcl } from './hcl.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

const found = (body: string): string[] =>
  saidFindings(terraform, 'infra/main.tf', body, 'terraform', 'shell');
const resource = (type: string, lines: string): string =>
  `resource "${type}" "x" {\n${lines.replace(/^/gm, '  ')}\n}\n`;
const ingress = (from: number, to: number, cidr = '0.0.0.0/0'): string =>
  resource(
    'aws_security_group',
    `ingress {\n  from_port   = ${from}\n  to_port     = ${to}\n  protocol    = "tcp"\n  cidr_blocks = ["${cidr}"]\n}`,
  );
const policy = (statement: string): string =>
  resource(
    'aws_iam_policy',
    `policy = jsonencode({\n  Version = "2012-10-17"\n  Statement = [{ ${statement} }]\n})`,
  );

describe('terraform', () => {
  it.each([
    [
      'remote-script-piped-to-shell medium',
      resource('aws_spot_x', 'user_data = <<-EOF\n#!/bin/bash\ncurl -s https://get.tool.dev | bash\nEOF'),
    ],
    [
      'remote-script-piped-to-shell medium',
      resource(
        'null_resource',
        'provisioner "remote-exec" {\n  inline = ["ls", "curl -s https://get.tool.dev | bash"]\n}',
      ),
    ],
    [
      'world-writable-chmod medium',
      resource('null_resource', 'provisioner "local-exec" {\n  command = "chmod -R 777 ."\n}'),
    ],
    ['public-storage low', resource('google_storage_bucket', 'name = "x"')],
    ['public-storage medium', resource('aws_s3_bucket', 'acl = "public-read"')],
    ['public-storage medium', resource('aws_s3_bucket_public_access_block', 'block_public_acls = false')],
    ['public-storage medium', resource('azurerm_storage_container', 'container_access_type = "blob"')],
    ['storage-encryption-off low', 'terraform {\n  backend "s3" {\n    encrypt = false\n  }\n}\n'],
    ['deployment-secret-in-clear low', 'variable "db_password" {\n  type = string\n}\n'],
    ['deployment-secret-in-clear low', 'output "key" {\n  value = aws_iam_access_key.ci.secret\n}\n'],
    ['deployment-secret-in-clear low', 'output "p" { value = random_password.db[0].result }\n'],
    ['deployment-secret-in-clear low', resource('google_service_account_key', 'service_account_id = "x"')],
    ['wildcard-iam-policy medium', policy('Effect = "Allow", Action = ["iam:PassRole"], Resource = "*"')],
    ['wildcard-iam-policy low', policy('Effect = "Allow", Action = ["sts:AssumeRole"], Resource = "*"')],
    [
      'wildcard-iam-policy medium',
      resource(
        'google_project_iam_member',
        'for_each = toset(["roles/owner", "roles/viewer"])\nrole = each.value',
      ),
    ],
    [
      'public-iam-principal low',
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sts:AssumeRoleWithWebIdentity"]\n    condition {\n      variable = "token.actions.githubusercontent.com:sub"\n      values = ["repo:acme/*"]\n    }\n  }\n}\n',
    ],
    [
      'public-iam-principal medium',
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sts:AssumeRoleWithWebIdentity"]\n    condition {\n      variable = "token.actions.githubusercontent.com:sub"\n      values = ["repo:*"]\n    }\n  }\n}\n',
    ],
    [
      'public-iam-principal medium',
      resource(
        'aws_iam_role',
        'assume_role_policy = jsonencode({\n  Statement = [{\n    Effect = "Allow"\n    Action = "sts:AssumeRoleWithWebIdentity"\n    Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:*" } }\n  }]\n})',
      ),
    ],
    [
      'open-network-ingress high',
      resource(
        'openstack_compute_secgroup_v2',
        'rule {\n  from_port = 22\n  to_port = 22\n  cidr = "0.0.0.0/0"\n}',
      ),
    ],
    [
      'open-network-ingress high',
      resource(
        'nifcloud_security_group_rule',
        'type = "IN"\nfrom_port = 22\nto_port = 22\ncidr_ip = "0.0.0.0/0"',
      ),
    ],
    [
      'open-network-ingress high',
      resource('yandex_vpc_security_group', 'ingress {\n  port = 22\n  v4_cidr_blocks = ["0.0.0.0/0"]\n}'),
    ],
    ['open-network-ingress low', resource('aws_db_security_group', 'ingress {\n  cidr = "0.0.0.0/0"\n}')],
    ['wildcard-iam-policy low', policy('Effect = "Allow", NotAction = ["iam:*"], Resource = "*"')],
    ['wildcard-iam-policy low', policy('Effect = "Allow", Action = ["ssm:GetParameters"], Resource = "*"')],
    [
      'download-without-verification medium',
      'module "a" {\n  source = "git::http://git.tool.dev/a.git"\n}\n',
    ],
    ['open-network-ingress high', ingress(22, 22)],
    ['open-network-ingress high', ingress(0, 65535)],
    ['open-network-ingress high', ingress(3000, 6000)],
    ['open-network-ingress low', ingress(8080, 8080)],
    [
      'open-network-ingress high',
      resource(
        'aws_security_group_rule',
        'type = "ingress"\nfrom_port = 0\nto_port = 0\nprotocol = "-1"\ncidr_blocks = ["0.0.0.0/0"]',
      ),
    ],
    [
      'open-network-ingress high',
      resource(
        'aws_vpc_security_group_ingress_rule',
        'cidr_ipv4 = "0.0.0.0/0"\nfrom_port = 3389\nto_port = 3389\nip_protocol = "tcp"',
      ),
    ],
    [
      'open-network-ingress high',
      resource(
        'google_compute_firewall',
        'source_ranges = ["0.0.0.0/0"]\nallow {\n  protocol = "tcp"\n  ports = ["80", "20-25"]\n}',
      ),
    ],
    [
      'open-network-ingress high',
      resource(
        'azurerm_network_security_rule',
        'direction = "Inbound"\naccess = "Allow"\nsource_address_prefix = "*"\ndestination_port_range = "3389"',
      ),
    ],
    [
      'public-database medium',
      `${resource('aws_redshift_cluster', 'encrypted = true\npublicly_accessible = true')}`,
    ],
    ['public-database medium', resource('azurerm_mssql_server', 'public_network_access_enabled = true')],
    [
      'public-database medium',
      resource(
        'google_sql_database_instance',
        'settings {\n  ip_configuration {\n    ipv4_enabled = true\n  }\n}',
      ),
    ],
    ['public-service low', resource('aws_subnet', 'map_public_ip_on_launch = true')],
    ['public-service medium', resource('aws_lambda_function_url', 'authorization_type = "NONE"')],
    [
      'public-service medium',
      resource(
        'aws_eks_cluster',
        'encryption_config {}\nvpc_config {\n  public_access_cidrs = ["0.0.0.0/0"]\n}',
      ),
    ],
    ['storage-encryption-off medium', resource('aws_db_instance', 'storage_encrypted = false')],
    ['storage-encryption-off low', resource('aws_ebs_volume', 'size = 8')],
    ['storage-encryption-off medium', resource('aws_kinesis_stream', 'encryption_type = "NONE"')],
    ['plaintext-traffic medium', resource('azurerm_storage_account', 'min_tls_version = "TLS1_0"')],
    [
      'plaintext-traffic low',
      resource('aws_lb_listener', 'port = 80\nprotocol = "HTTP"\ndefault_action {\n  type = "forward"\n}'),
    ],
    [
      'plaintext-traffic medium',
      resource(
        'aws_cloudfront_distribution',
        'default_cache_behavior {\n  viewer_protocol_policy = "allow-all"\n}',
      ),
    ],
    ['wildcard-iam-policy high', policy('Effect = "Allow", Action = "*", Resource = "*"')],
    [
      'wildcard-iam-policy high',
      resource(
        'aws_iam_role_policy',
        'policy = <<EOF\n{"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": "*"}]}\nEOF',
      ),
    ],
    [
      'wildcard-iam-policy high',
      'data "aws_iam_policy_document" "x" {\n  statement {\n    actions   = ["*"]\n    resources = ["*"]\n  }\n}\n',
    ],
    ['wildcard-iam-policy medium', policy('Effect = "Allow", Action = ["iam:*"], Resource = "*"')],
    [
      'wildcard-iam-policy medium',
      resource(
        'aws_iam_role_policy_attachment',
        'policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
      ),
    ],
    [
      'public-iam-principal high',
      resource(
        'aws_iam_role',
        'assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }] })',
      ),
    ],
    [
      'public-iam-principal medium',
      resource(
        'aws_s3_bucket_policy',
        'policy = <<-POLICY\n  {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}\nPOLICY',
      ),
    ],
    [
      'public-iam-principal medium',
      resource(
        'google_storage_bucket_iam_member',
        'role = "roles/storage.objectViewer"\nmember = "allUsers"',
      ),
    ],
    ['key-rotation-off low', resource('aws_kms_key', 'enable_key_rotation = false')],
    ['key-rotation-off low', resource('aws_kms_key', 'description = "x"')],
    ['key-rotation-off low', resource('alicloud_kms_key', 'automatic_rotation = "Disabled"')],
    [
      'metadata-service-open low',
      resource('aws_instance', 'metadata_options {\n  http_tokens = "optional"\n}'),
    ],
    ['metadata-service-open low', resource('aws_instance', 'ami = "a"')],
    ['metadata-service-open low', resource('aws_launch_template', 'image_id = "a"')],
    [
      'protection-off low',
      resource(
        'aws_ecr_repository',
        'image_tag_mutability = "MUTABLE"\nimage_scanning_configuration {\n  scan_on_push = true\n}',
      ),
    ],
    ['cloud-login-weakened low', resource('azurerm_container_registry', 'admin_enabled = true')],
    [
      'audit-log-off low',
      resource('aws_cloudtrail', 'kms_key_id = var.key\nenable_log_file_validation = false'),
    ],
  ])('%s', (expected, body) => expect(found(body)).toEqual([expected]));

  it.each([
    resource('aws_s3_bucket', 'acl = "private"'),
    resource(
      'aws_s3_bucket_public_access_block',
      'block_public_acls = true\nblock_public_policy = true\nignore_public_acls = true\nrestrict_public_buckets = true',
    ),
    ingress(443, 443),
    ingress(80, 80),
    ingress(22, 22, '10.0.0.0/8'),
    resource(
      'aws_security_group',
      'egress {\n  from_port = 0\n  to_port = 0\n  protocol = "-1"\n  cidr_blocks = ["0.0.0.0/0"]\n}',
    ),
    resource('google_compute_firewall', 'source_ranges = ["35.191.0.0/16"]\nallow {\n  protocol = "tcp"\n}'),
    resource(
      'azurerm_network_security_rule',
      'direction = "Inbound"\naccess = "Deny"\nsource_address_prefix = "*"\ndestination_port_range = "*"',
    ),
    resource(
      'aws_db_instance',
      'storage_encrypted = true\npublicly_accessible = false\nskip_final_snapshot = true',
    ),
    resource('aws_db_instance', 'storage_encrypted = var.encrypted'),
    resource('aws_lb_listener', 'protocol = "HTTP"\ndefault_action {\n  type = "redirect"\n}'),
    resource('aws_lb_listener', 'protocol = "HTTPS"\nssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"'),
    policy('Effect = "Deny", Action = "*", Resource = "*"'),
    policy('Effect = "Allow", Action = ["s3:GetObject"], Resource = "*"'),
    policy('Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::b/*"'),
    resource(
      'aws_s3_bucket_policy',
      'policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }] })',
    ),
    resource(
      'aws_iam_role',
      'assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })',
    ),
    resource(
      'google_storage_bucket_iam_member',
      'role = "roles/storage.objectViewer"\nmember = "user:a@example.org"',
    ),
    resource('aws_kms_key', 'enable_key_rotation = true'),
    resource('aws_instance', 'metadata_options {\n  http_tokens = "required"\n}'),
    resource(
      'aws_ecr_repository',
      'image_tag_mutability = "IMMUTABLE"\nimage_scanning_configuration {\n  scan_on_push = true\n}',
    ),
    '# resource "aws_s3_bucket" "x" { acl = "public-read" }\n',
    'variable "acl" {\n  default = "public-read"\n}\n',
    'variable "db_password" {\n  type      = string\n  sensitive = true\n}\n',
    'variable "manage_master_user_password" {\n  type = bool\n}\nvariable "token" {\n  default = true\n}\n',
    'variable "password_length" {}\nvariable "secret_name" {}\nvariable "token_url" {}\n',
    'output "key" {\n  value     = aws_iam_access_key.ci.secret\n  sensitive = true\n}\n',
    'output "secret_arn" { value = aws_secretsmanager_secret.db.arn }\noutput "h" { value = sha256(random_password.db.result) }\n',
    resource('google_project_iam_member', 'for_each = toset(["roles/viewer"])\nrole = each.value'),
  ])('leaves alone: %s', (body) => expect(found(body)).toEqual([]));

  it('reads strings, here-documents, comments and objects, and points at the line', () => {
    const text =
      'resource "a" "b" { # {\n  x = "${f("}")}" /* } */\n  y = <<E\n}\nE\n  z = { k = "v" }\n  n {\n    o = [1,\n 2]\n  }\n}\nlocals { q = 1 }\n';
    const [block, locals] = readHcl(text);
    expect(block?.attributes.map(({ name }) => name)).toEqual(['x', 'y', 'z']);
    expect(block?.blocks.map(({ type, attributes }) => [type, attributes.map(({ value }) => value)])).toEqual(
      [
        ['z', ['"v"']],
        ['n', ['[1,\n 2]']],
      ],
    );
    expect(locals?.type).toBe('locals');
    const [one] = detections(terraform, 'a.tf', ingress(22, 22), 'terraform');
    expect(one && 'finding' in one && [one.finding.start, one.finding.end]).toEqual([
      { line: 6, column: 5 },
      { line: 6, column: 32 },
    ]);
  });

  it.each([
    ['a {', 2],
    ['x = {', 2],
    ['"', 1],
    ['x = [', 1],
    ['x = <<E\n', 1],
  ])('%s without end takes no time', (unit) => {
    const started = processorMs();
    found(unit.repeat(20_000));
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
