// Reads the arguments of well-known modules as the settings of the resources that they make.
import type { Verdict } from '../verdict.ts';
import { attributeAt, attributesAt, type Attribute, type Block } from './hcl.ts';
import type { Setting } from './settings.ts';

/** What a module is called in its address, and the resources to which it hands its arguments. */
const modules: readonly [source: RegExp, resources: readonly string[]][] = [
  [/\bs3[-_]?bucket|\bs3\b/, ['aws_s3_bucket', 'aws_s3_bucket_public_access_block']],
  [/\brds[-_]aurora|\baurora/, ['aws_rds_cluster', 'aws_rds_cluster_instance']],
  [/\brds\b|\bdb[-_]instance|\bpostgres|\bmysql/, ['aws_db_instance']],
  [/\becr\b/, ['aws_ecr_repository']],
  [/\befs\b/, ['aws_efs_file_system']],
  [/\bkms\b/, ['aws_kms_key']],
  [/\bec2[-_]instance/, ['aws_instance']],
  [/\bsqs\b/, ['aws_sqs_queue']],
  [/\bredshift\b/, ['aws_redshift_cluster']],
  [/\belasticache|\bredis\b/, ['aws_elasticache_replication_group']],
  [/\bdynamodb/, ['aws_dynamodb_table']],
  [/\bcloudtrail/, ['aws_cloudtrail']],
  [/\bopensearch|\belasticsearch/, ['aws_opensearch_domain', 'aws_elasticsearch_domain']],
  [/\bstorage[-_]account/, ['azurerm_storage_account']],
  [/\bcloud[-_]storage/, ['google_storage_bucket']],
  [/\bkubernetes[-_]engine/, ['google_container_cluster']],
];

const anyone = /"(?:0\.0\.0\.0\/0|::\/0)"/;

/** Where a module is told to open or weaken what it makes; `tableOf` says what is bad for a resource. */
export function* moduleVerdicts(
  block: Block,
  settingsOf: (resource: string) => readonly Setting[],
): Generator<Verdict> {
  const source = attributeAt(block, 'source')?.value.toLowerCase() ?? '';
  const given = attributeAt(block, 'source');
  if (given && /^"(?:git::)?http:\/\/(?!localhost\b|127\.)/.test(given.value))
    yield {
      rule: 'download-without-verification',
      start: given.start,
      end: given.end,
      message: 'The module comes over a line that anyone on the way can change.',
      remedy: 'Use the `https:` or `ssh:` address with `?ref=` and a commit.',
    };
  else if (given) yield* unpinned(block, given);
  const resources = modules.find(([pattern]) => pattern.test(source))?.[1] ?? [];
  const seen = new Set<number>();
  for (const { attribute, bad, rule, severity, message } of resources.flatMap(settingsOf))
    for (const { start, end, value } of attributesAt(block, attribute))
      if (bad.test(value) && !seen.has(start)) {
        seen.add(start);
        yield { rule, start, end, severity, message };
      }
  for (const { name, start, end, value } of block.attributes) {
    if (!anyone.test(value)) continue;
    if (/^(?:ingress_cidr_blocks|ingress_ipv6_cidr_blocks|allowed_cidr_blocks|allowed_cidrs)$/.test(name))
      yield { rule: 'open-network-ingress', start, end, severity: 'low', message: 'The whole internet reaches what this module opens.' }; // prettier-ignore
    if (/^(?:cluster_)?endpoint_public_access_cidrs$/.test(name))
      yield { rule: 'open-network-ingress', start, end, severity: 'medium', message: 'The whole internet reaches the API of this cluster.' }; // prettier-ignore
  }
}

const branch = /^(?:main|master|develop|dev|trunk|latest|HEAD|next)$/;

/** A module of elsewhere whose address names no version, or a branch. */
function* unpinned(block: Block, { start, end, value }: Attribute): Generator<Verdict> {
  const address = value.slice(1, -1);
  const isGit =
    /^git::|^git@|^(?:https:\/\/)?(?:github|bitbucket|gitlab)\.(?:com|org)[/:]|\.git(?:[/?]|$)/.test(address);
  const ref = /[?&]ref=([^&"]{1,200})/.exec(address)?.[1];
  const said = { rule: 'unpinned-module', start, end };
  if (isGit && ref === undefined)
    yield { ...said, message: 'This takes whatever stands on the default branch of that repository today.' };
  else if (isGit && ref !== undefined && branch.test(ref))
    yield { ...said, message: `This takes whatever stands on the branch \`${ref}\` today.` };
  else if (
    /^[\w-]{1,64}\/[\w-]{1,64}\/[a-z0-9]{1,64}(?:\/\/\S{1,100})?$/.test(address) &&
    !attributeAt(block, 'version')
  )
    yield {
      ...said,
      confidence: 'medium',
      message: 'Without `version` this takes whatever the registry holds today.',
    };
}
