// Calls of the clouds' own programs that open what they make, under the ids that Terraform's resources have.
import type { Call } from './host-calls.ts';

const ports = String.raw`(?:22|23|445|1433|1521|2375|2379|3306|3389|5432|5601|5900|5985|6379|6443|9200|9300|11211|27017)`;
const anywhere = String.raw`["']?(?:0\.0\.0\.0\/0|::\/0|\*|Internet)`;

const reached = {
  remedy: 'Name the addresses that need it, or reach the machine through the session service of the cloud.',
};
const addresses = { remedy: 'Name the accounts or the addresses that need it.' };

/** More than the doors of a web server, or one for administration or data. */
const ingress = (program: RegExp, before: string, port: string, from: string): Call[] => [
  {
    program,
    words: new RegExp(
      `^${before}(?!.*(?:--direction[= ](?:EGRESS|Outbound)|--access[= ]Deny))(?=.*${port}${ports}\\b).*${from}`,
    ),
    rule: 'open-network-ingress',
    severity: 'high',
    message: 'The whole internet reaches a port for administration or data.',
    ...reached,
  },
  {
    program,
    words: new RegExp(
      `^${before}(?!.*(?:--direction[= ](?:EGRESS|Outbound)|--access[= ]Deny))(?!.*${port}(?:80|443)\\b).*${from}`,
    ),
    rule: 'open-network-ingress',
    severity: 'low',
    message: 'The whole internet reaches what this opens.',
    ...reached,
  },
];

export const cloudCalls: readonly Call[] = [
  ...ingress(
    /^aws$/,
    String.raw`ec2\s+authorize-security-group-ingress\b`,
    String.raw`(?:--port[= ]|FromPort=)`,
    `["']?(?:--cidr[= ]["']?)?(?:0\\.0\\.0\\.0\\/0|::\\/0)`,
  ),
  ...ingress(
    /^gcloud$/,
    String.raw`compute\s+firewall-rules\s+(?:create|update)\b`,
    String.raw`--(?:allow|rules)[= ]["']?(?:[\w:,-]{1,40},)?tcp:`,
    `--source-ranges[= ]${anywhere}`,
  ),
  ...ingress(
    /^az$/,
    String.raw`network\s+nsg\s+rule\s+(?:create|update)\b`,
    String.raw`--destination-port-ranges?[= ]["']?(?:[\d -]{1,40} )?`,
    `--source-address-prefix(?:es)?[= ]${anywhere}`,
  ),
  {
    program: /^aws$/,
    words:
      /^s3api\s+(?:put-bucket-acl|create-bucket)\s.*--acl[= ](?:public-read|authenticated-read)|^s3api\s+(?:put-public-access-block\b.*=false\b|delete-public-access-block\b)/,
    rule: 'public-storage',
    severity: 'medium',
    message: 'Everyone on the internet may read this storage, or may be let in.',
    ...addresses,
  },
  {
    program: /^aws$/,
    words: /^s3(?:api)?\s.*--acl[= ]public-read/,
    rule: 'public-storage',
    severity: 'low',
    message: 'Everyone on the internet may read what is copied here.',
    ...addresses,
  },
  {
    program: /^aws$/,
    words: /^(?:rds|redshift)\s+\S+.*\s--publicly-accessible\b/,
    rule: 'public-database',
    severity: 'medium',
    message: 'The data store gets an address on the internet.',
    remedy: 'Write `--no-publicly-accessible`.',
  },
  {
    program: /^(?:gcloud|gsutil|bq)$/,
    words: /\b[aA]ll(?:Authenticated)?Users\b/,
    rule: 'public-iam-principal',
    severity: 'medium',
    message: 'Everyone on the internet, or everyone with any Google account, gets this role.',
    ...addresses,
  },
  {
    program: /^az$/,
    words: /^storage\s+container\s.*--public-access[= ](?:blob|container)\b/,
    rule: 'public-storage',
    severity: 'medium',
    message: 'Everyone on the internet may read this container.',
    ...addresses,
  },
  {
    program: /^az$/,
    words:
      /^\S+\s+(?:server|flexible-server)\s+firewall-rule\s+(?:create|update)\b.*--start-ip-address[= ]0\.0\.0\.0\s+--end-ip-address[= ]255\.255\.255\.255/,
    rule: 'public-service',
    severity: 'medium',
    message: 'The data store answers the whole internet.',
    ...addresses,
  },
];
