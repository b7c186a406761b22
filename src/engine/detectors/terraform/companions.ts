// What AWS keeps in a resource of its own beside the one that needs it, sought in all files of a module.
import type { ChangedFile } from '../../change.ts';
import type { Verdict } from '../verdict.ts';
import { readHcl, type Block } from './hcl.ts';

interface Companion {
  resource: string;
  /** The resource that says it, or an attribute of the resource itself. */
  beside: RegExp;
  own: RegExp;
  /** Names of resources that need none. */
  unless?: RegExp;
  rule: string;
  message: string;
}

const companions: readonly Companion[] = [
  {
    resource: 'aws_s3_bucket',
    beside: /^aws_s3_bucket_versioning$/,
    own: /^versioning$/,
    unless: /log|temp|tmp|cache/i,
    rule: 'protection-off',
    message: 'Without `aws_s3_bucket_versioning` what is overwritten or deleted in this bucket is gone.',
  },
  {
    resource: 'aws_s3_bucket',
    beside: /^aws_s3_bucket_logging$|^aws_cloudtrail$/,
    own: /^logging$/,
    unless: /log/i,
    rule: 'audit-log-off',
    message: 'Without `aws_s3_bucket_logging` there is no record of who read what in this bucket.',
  },
  {
    resource: 'aws_s3_bucket',
    beside: /^aws_s3_(?:bucket|account)_public_access_block$/,
    own: /^$/,
    rule: 'public-storage',
    message: 'Without `aws_s3_bucket_public_access_block` an ACL or a policy can make this bucket public.',
  },
  {
    resource: 'aws_vpc',
    beside: /^aws_flow_log$/,
    own: /^$/,
    rule: 'audit-log-off',
    message: 'Without `aws_flow_log` there is no record of who talked to whom in this network.',
  },
  {
    resource: 'aws_wafv2_web_acl',
    beside: /^aws_wafv2_web_acl_logging_configuration$/,
    own: /^$/,
    rule: 'audit-log-off',
    message:
      'Without `aws_wafv2_web_acl_logging_configuration` nobody sees what was stopped and what was not.',
  },
];

const mayLack = /"aws_(?:s3_bucket|vpc|wafv2_web_acl)"/;
const wanted = new Set(companions.map(({ resource }) => resource));

/**
 * What stands in no file of the module that the change shows; a module is a folder. Beside a file that was there before
 * stand others that the change does not show, so that only of new ones it is said.
 */
export function* companionVerdicts(
  files: Iterable<ChangedFile>,
  maxChars: number,
): Generator<{ path: string; body: string; verdicts: Verdict[] }> {
  const modules = new Map<string, { path: string; body: string; isNew: boolean; blocks: Block[] }[]>();
  const all = [...files];
  if (!all.some(({ body }) => body !== undefined && mayLack.test(body))) return;
  for (const { path, status, class: kind, body } of all) {
    if (!/\.(?:tf|tofu)$/.test(path) || kind !== 'text' || body === undefined || body.length > maxChars)
      continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const held = modules.get(folder) ?? [];
    held.push({
      path,
      body,
      isNew: status === 'added',
      blocks: readHcl(body).filter(({ type }) => type === 'resource'),
    });
    modules.set(folder, held);
  }
  for (const held of modules.values()) {
    const types = new Set(held.flatMap(({ blocks }) => blocks.map(({ labels }) => labels[0] ?? '')));
    if (![...types].some((type) => wanted.has(type))) continue;
    const missing = companions.filter(({ beside }) => ![...types].some((type) => beside.test(type)));
    for (const { path, body, isNew, blocks } of held) {
      if (!isNew) continue;
      const verdicts = blocks.flatMap((block) => lacking(block, missing));
      if (verdicts.length > 0) yield { path, body, verdicts };
    }
  }
}

function lacking(
  { labels, attributes, blocks, start, headerEnd }: Block,
  missing: readonly Companion[],
): Verdict[] {
  const [type = '', name = ''] = labels;
  return missing
    .filter(
      ({ resource, own, unless }) =>
        resource === type &&
        unless?.test(name) !== true &&
        !attributes.some((one) => own.test(one.name)) &&
        !blocks.some(
          (one) => own.test(one.type) || (one.type === 'dynamic' && own.test(one.labels[0] ?? '')),
        ),
    )
    .map(({ rule, message }) => ({
      rule,
      start,
      end: headerEnd,
      severity: 'low',
      confidence: 'low',
      message,
    }));
}
