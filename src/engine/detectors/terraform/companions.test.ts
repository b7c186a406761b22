// What a module leaves out that stands in a resource of its own, and where it stands.
import { describe, expect, it } from 'vitest';
import { wholeFile } from '../../change.ts';
import { companionVerdicts } from './companions.ts';

const found = (files: Record<string, string>): string[] =>
  [
    ...companionVerdicts(
      Object.entries(files).map(([path, body]) => wholeFile(path, body)),
      500_000,
    ),
  ].flatMap(({ path, verdicts }) => verdicts.map(({ rule, severity }) => `${rule} ${severity} ${path}`));

const bucket = 'resource "aws_s3_bucket" "data" {\n  bucket = "data"\n}\n';
const beside = ['versioning', 'logging', 'public_access_block']
  .map((name) => `resource "aws_s3_bucket_${name}" "data" {\n  bucket = aws_s3_bucket.data.id\n}\n`)
  .join('');

describe('what stands beside a resource', () => {
  it('is missed where no file of the module has it', () => {
    expect(found({ 'a/main.tf': bucket, 'b/other.tf': beside })).toEqual([
      'protection-off low a/main.tf',
      'audit-log-off low a/main.tf',
      'public-storage low a/main.tf',
    ]);
    expect(found({ 'main.tf': 'resource "aws_vpc" "a" {\n}\n' })).toEqual(['audit-log-off low main.tf']);
    expect(found({ 'main.tf': 'resource "aws_wafv2_web_acl" "a" {\n}\n' })).toEqual([
      'audit-log-off low main.tf',
    ]);
  });

  it.each([
    ['in the same file', { 'a/main.tf': bucket + beside }],
    ['in another file of the folder', { 'a/main.tf': bucket, 'a/storage.tf': beside }],
    [
      'in the resource itself',
      {
        'main.tf':
          'resource "aws_s3_bucket" "data" {\n  versioning {\n    enabled = true\n  }\n  logging {\n  }\n}\nresource "aws_s3_account_public_access_block" "a" {\n}\n',
      },
    ],
    [
      'in a network with a record',
      { 'main.tf': 'resource "aws_vpc" "a" {\n}\n', 'logs.tf': 'resource "aws_flow_log" "a" {\n}\n' },
    ],
    ['nowhere, and is not needed', { 'main.tf': 'resource "aws_instance" "a" {\n}\n', 'notes.md': bucket }],
  ])('is found %s', (_, files) => expect(found(files as unknown as Record<string, string>)).toEqual([]));

  it('may stand in a file that the change leaves alone, beside one that it only edits', () => {
    const edited = { ...wholeFile('a/main.tf', bucket), status: 'modified' as const };
    expect([...companionVerdicts([edited], 500_000)]).toEqual([]);
  });
});
