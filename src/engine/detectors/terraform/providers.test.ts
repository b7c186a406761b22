// Providers that check no certificate, and addresses that stand in values of the file.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { terraform } from './index.ts';

const found = (body: string): string[] =>
  allFindings(terraform, 'infra/main.tf', body, 'terraform', 'code/insecure-transport', 'code/weak-crypto');

const rule = (cidr: string): string =>
  `resource "aws_security_group_rule" "a" {\n  type = "ingress"\n  from_port = 22\n  to_port = 22\n  protocol = "tcp"\n  cidr_blocks = ${cidr}\n}\n`;

describe('providers', () => {
  it.each([
    ['tls-verification-off medium', 'provider "kubernetes" {\n  insecure = true\n}\n'],
    ['tls-verification-off medium', 'provider "helm" {\n  kubernetes {\n    insecure = true\n  }\n}\n'],
    ['tls-verification-off medium', 'provider "vsphere" {\n  allow_unverified_ssl = true\n}\n'],
    ['tls-verification-off medium', 'data "http" "a" {\n  url = "https://a.dev"\n  insecure = true\n}\n'],
    ['weak-key-size medium', 'resource "tls_private_key" "a" {\n  algorithm = "RSA"\n  rsa_bits = 1024\n}\n'],
  ])('%s: %s', (expected, body) => expect(found(body)).toEqual([expected]));

  it.each([
    'provider "kubernetes" {\n  insecure = false\n}\n',
    'provider "vault" {\n  skip_tls_verify = var.skip\n}\n',
    'resource "x_thing" "a" {\n  insecure = true\n}\n',
    'resource "tls_private_key" "a" {\n  algorithm = "RSA"\n  rsa_bits = 4096\n}\n',
  ])('leaves alone: %s', (body) => expect(found(body)).toEqual([]));
});

describe('addresses of the file', () => {
  it.each([
    `locals {\n  open = ["0.0.0.0/0"]\n}\n${rule('local.open')}`,
    `variable "from" {\n  default = ["10.0.0.0/8", "0.0.0.0/0"]\n}\n${rule('var.from')}`,
    `variable "from" {\n  default = "0.0.0.0/0"\n}\n${rule('[var.from]')}`,
  ])('%s', (body) => expect(found(body)).toEqual(['open-network-ingress high']));

  it.each([
    `locals {\n  open = ["10.0.0.0/8"]\n}\n${rule('local.open')}`,
    `variable "from" {\n  type = list(string)\n}\n${rule('var.from')}`,
    `locals {\n  open = ["0.0.0.0/0"]\n}\n${rule('local.office')}`,
    `locals {\n  open = var.public ? ["0.0.0.0/0"] : []\n}\n${rule('local.open')}`,
  ])('leaves alone: %s', (body) => expect(found(body)).toEqual([]));
});
