// Finds in CloudFormation, SAM and Serverless templates, and in policies kept as JSON, what the Terraform rules find there.
import type { Detector } from '../../detector.ts';
import { entriesOf, entryOf, getIn, itemsOf, readYaml, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import { checkShell } from '../shell/checks.ts';
import { resourceVerdicts } from '../terraform/index.ts';
import { endedRuntime } from '../terraform/names.ts';
import { judgeStatement, type Part } from '../terraform/policies.ts';
import { report, type Verdict } from '../verdict.ts';
import { blocksOf } from './blocks.ts';
import { templateVerdicts } from './settings.ts';

const maxChars = 400_000;

/** What a template, or a policy in a file of its own, cannot do without. */
const isTemplate = /\bType["']?[ \t]{0,9}:[ \t]{0,9}["']?(?:AWS|Alexa)::\w+/;
const isPolicy = /"(?:Effect)"\s{0,9}:\s{0,9}"Allow"/;

export const cloudformation: Detector = {
  id: 'cloudformation',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || !/\.(?:ya?ml|json|template)$/i.test(path)) return;
    // Plain words are sought first: most files of these kinds are something else.
    const template = body.includes('::') && isTemplate.test(body);
    const policy = path.endsWith('.json') && body.includes('"Effect"') && isPolicy.test(body);
    const isService = /(?:^|\/)serverless[\w.-]{0,40}\.ya?ml$/.test(path);
    if (
      !template &&
      !policy &&
      !isService &&
      !body.includes('iamRoleStatements') &&
      !body.includes('PolicyDocument')
    )
      return;
    if (body.length > maxChars) {
      yield { notChecked: { path, check: 'cloudformation', reason: `larger than ${maxChars} characters` } };
      return;
    }
    const read = readYaml(body);
    if ('reason' in read) {
      if (template) yield { notChecked: { path, check: 'cloudformation', reason: read.reason } };
      return;
    }
    for (const root of read.documents) {
      // Policies in data of other kinds are not ours to judge.
      const owns = template || /^(?:Statement|Version|provider|service)$/m.test(keysOf(root));
      if (owns) yield* report(path, body, check(body, root), input);
    }
  },
};

/** Matters of taste in a template, and what a rule over the text says already (`open-cloud-endpoint`). */
const isHabit = /of your own|to one account|^Anyone /;

const keysOf = (root: YamlNode): string =>
  entriesOf(root)
    .map(({ key }) => key)
    .join('\n');

function* check(body: string, root: YamlNode): Generator<Verdict> {
  yield* policyStatements(body, root, false, 0);
  const resources = getIn(root, 'Resources') ?? getIn(root, 'resources', 'Resources');
  const blocks = entriesOf(resources).flatMap((entry) => blocksOf(body, entry));
  for (const block of blocks)
    for (const verdict of resourceVerdicts(block, blocks))
      if (!isHabit.test(verdict.message)) yield asTemplate(body, verdict);
  yield* serverlessRuntimes(root);
  yield* openOrigins(root);
  for (const { value } of entriesOf(resources)) {
    yield* templateVerdicts(value);
    yield* userData(body, value);
  }
}

/** What the Serverless Framework runs, for all functions and for each. */
function* serverlessRuntimes(root: YamlNode): Generator<Verdict> {
  const provider = getIn(root, 'provider');
  if (textOf(getIn(provider, 'name')) === undefined) return;
  for (const holder of [provider, ...entriesOf(getIn(root, 'functions')).map(({ value }) => value)]) {
    const runtime = entryOf(holder, 'runtime');
    if (runtime && endedRuntime.test(JSON.stringify(textOf(runtime.value) ?? '')))
      yield {
        rule: 'runtime-out-of-support',
        start: runtime.keyStart,
        end: runtime.value.end,
        message: 'This runtime gets no more mends of security.',
      };
  }
}

/** What lets the pages of every site read the answers: SAM's settings for all interfaces, and events of Serverless. */
function* openOrigins(root: YamlNode): Generator<Verdict> {
  const events = entriesOf(getIn(root, 'functions')).flatMap(({ value }) => itemsOf(getIn(value, 'events')));
  const settings = [
    ...['Api', 'HttpApi'].map((kind) => entryOf(getIn(root, 'Globals', kind), 'Cors')),
    ...events.map((event) => entryOf(getIn(event, 'http'), 'cors')),
    entryOf(getIn(root, 'provider', 'httpApi'), 'cors'),
  ];
  for (const setting of settings) {
    const origin = getIn(setting?.value, 'AllowOrigin') ?? getIn(setting?.value, 'origin') ?? setting?.value;
    if (setting && /^'?\*'?$|^true$/.test(textOf(origin) ?? ''))
      yield {
        rule: 'cors-any-origin',
        start: setting.keyStart,
        end: setting.value.end,
        severity: 'low',
        confidence: 'medium',
        message: 'The pages of every site may read the answers.',
        remedy: 'Name the sites: `https://app.example.com`.',
      };
  }
}

/** Words of Terraform as a template has them; an edit stays where it changes one word of the template. */
function asTemplate(body: string, { edits, ...verdict }: Verdict): Verdict {
  const isWord =
    Array.isArray(edits) &&
    edits.every(({ start, end }: { start: number; end: number }) =>
      /^(?:true|false)$/.test(body.slice(start, end)),
    );
  return {
    ...verdict,
    message: verdict.message
      .replace(/`metadata_options [^`]*`/, '`MetadataOptions: { HttpTokens: required }`')
      .replace(/`(\w+) = "?(\w+)"?`/g, (_, name: string, value: string) => `\`${pascal(name)}: ${value}\``)
      .replace(/`([a-z]+_[a-z_]+)`/g, (_, name: string) => `\`${pascal(name)}\``),
    ...(isWord && edits ? { edits } : {}),
  };
}

const pascal = (name: string): string =>
  name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Statements of policies, wherever they stand. */
export function* policyStatements(
  body: string,
  node: YamlNode,
  assumes: boolean,
  depth: number,
): Generator<Verdict> {
  if (depth > 40) return;
  if (node.kind === 'list')
    for (const item of node.items) yield* policyStatements(body, item, assumes, depth + 1);
  if (node.kind !== 'map') return;
  if (textOf(getIn(node, 'Effect')) === 'Allow')
    yield* judgeStatement({
      action: part(node, 'Action'),
      resource: part(node, 'Resource'),
      principal: part(node, 'Principal'),
      notAction: part(node, 'NotAction'),
      limited: entryOf(node, 'Condition') !== undefined,
      assumes,
    });
  for (const { key, value } of node.entries)
    yield* policyStatements(body, value, assumes || key === 'AssumeRolePolicyDocument', depth + 1);
}

function part(node: YamlNode, key: string): Part | undefined {
  const entry = entryOf(node, key);
  return entry && { value: asJson(entry.value, 0), start: entry.keyStart, end: entry.value.end };
}

function asJson(node: YamlNode, depth: number): string {
  if (depth > 6) return '';
  if (node.kind === 'scalar') return JSON.stringify(node.text);
  if (node.kind === 'list') return `[${node.items.map((item) => asJson(item, depth + 1)).join(', ')}]`;
  return `{${node.entries.map(({ key, value }) => `"${key}": ${asJson(value, depth + 1)}`).join(', ')}}`;
}

/** The script that a machine runs when it starts. */
function* userData(body: string, resource: YamlNode): Generator<Verdict> {
  const properties = getIn(resource, 'Properties');
  const data = getIn(properties, 'UserData') ?? getIn(properties, 'LaunchTemplateData', 'UserData');
  const script = getIn(data, 'Fn::Base64') ?? data;
  const text = getIn(script, 'Fn::Sub') ?? script;
  if (text?.kind === 'scalar' && text.text.includes('\n'))
    yield* checkShell(body, text.start, text.end, { hasCallers: false });
}
