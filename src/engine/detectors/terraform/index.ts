// Finds resources of Terraform that are open to everyone, unencrypted, or allowed too much.
import type { Detector } from '../../detector.ts';
import { checkShell } from '../shell/checks.ts';
import { piecesIn, reportPiece } from '../pieces.ts';
import { report, type Verdict } from '../verdict.ts';
import { cloudRequired, cloudSettings, pairs, present, wholeScope, type Pair } from './clouds.ts';
import {
  attributeAt,
  attributesAt,
  blocksAt,
  readHcl,
  readHclPiece,
  type Attribute,
  type Block,
} from './hcl.ts';
import { openings, openNames } from './network.ts';
import { companionVerdicts } from './companions.ts';
import { defaultsRequired } from './defaults.ts';
import { namedVerdicts } from './names.ts';
import { policyVerdicts } from './policies.ts';
import { moduleVerdicts } from './modules.ts';
import { tornEnd, tornVerdicts } from './pieces.ts';
import { podSettings } from './pods.ts';
import { providerVerdicts } from './providers.ts';
import { recordsRequired } from './records.ts';
import { required, type Requirement } from './requirements.ts';
import { shownSecrets } from './shown-secrets.ts';
import { off, on, settings, type Setting } from './settings.ts';
import { singleSettings } from './single-settings.ts';

const maxChars = 500_000;

export const terraform: Detector = {
  id: 'terraform',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (!/\.(?:tf|tofu)$/.test(path)) return;
    for (const piece of piecesIn(file)) yield* reportPiece(piece, checkPiece(piece.text), input);
    if (file.class !== 'text' || body === undefined) return;
    if (body.length > maxChars)
      yield { notChecked: { path, check: 'terraform', reason: `larger than ${maxChars} characters` } };
    else yield* report(path, body, check(body, readHcl(body)), input);
  },
  *detectChange(input) {
    for (const { path, body, verdicts } of companionVerdicts(input.change.files, maxChars))
      yield* report(path, body, verdicts, input);
  },
};

/** What a hunk says; that something is missing is said at the head of a resource, and a part does not tell it. */
function* checkPiece(text: string): Generator<Verdict> {
  const root = readHclPiece(text);
  const torn = tornEnd(root);
  yield* scripts(text, torn);
  yield* tornVerdicts(
    torn,
    [...settings, ...cloudSettings, ...podSettings, ...singleSettings],
    settingVerdict,
  );
  const heads = new Set(root.blocks.map(({ start }) => start));
  const whole = root.blocks.filter(({ end }) => text[end - 1] === '}');
  for (const verdict of check(text, whole)) if (!heads.has(verdict.start)) yield verdict;
  for (const block of root.blocks)
    if (block.type === 'resource' && !whole.includes(block))
      yield* explicit(block, tableOf(block.labels[0] ?? '').settings);
}

function* check(body: string, blocks: readonly Block[]): Generator<Verdict> {
  const everywhere = openNames(blocks);
  for (const block of blocks) {
    if (block.type === 'module') yield* moduleVerdicts(block, (type) => tableOf(type).settings);
    if (block.type === 'variable' || block.type === 'output') yield* shownSecrets(block);
    if (block.type === 'terraform') yield* state(block);
    if (block.type === 'provider') yield* providerVerdicts(block);
    if (block.type === 'data' && block.labels[0] === 'http') yield* remoteData(block);
    if (block.type !== 'resource' && block.type !== 'data') continue;
    yield* scripts(body, block);
    yield* policyVerdicts(block);
    if (block.type === 'data' && block.labels[0] === 'google_iam_policy')
      yield* explicit(block, tableOf('google_iam_policy').settings);
    if (block.type === 'resource') yield* resourceVerdicts(block, blocks, everywhere);
  }
}

/** Data of another machine, which decides what is built. */
function* remoteData(block: Block): Generator<Verdict> {
  yield* providerVerdicts(block);
  const url = attributeAt(block, 'url');
  if (url && /^"http:\/\/(?!localhost\b|127\.|169\.254\.|metadata\b)/.test(url.value))
    yield {
      rule: 'download-without-verification',
      start: url.start,
      end: url.end,
      severity: 'low',
      message: 'What this reads comes over a line that anyone on the way can change.',
      remedy: 'Use the `https:` address.',
    };
}

/** The state holds every value, passwords among them. */
function* state(block: Block): Generator<Verdict> {
  for (const backend of blocksAt(block, 'backend')) {
    yield* providerVerdicts(backend);
    for (const { start, end, value, valueStart } of attributesAt(backend, 'encrypt'))
      if (off.test(value))
        yield {
          rule: 'storage-encryption-off',
          start,
          end,
          severity: 'low',
          message: 'The state, with every password in it, is stored without encryption.',
          ...switched({ attribute: 'encrypt', bad: off, rule: 'storage-encryption-off' }, value, valueStart),
        };
  }
}

/** What a resource opens or weakens; `all` are the resources of its file. */
export function* resourceVerdicts(
  block: Block,
  all: readonly Block[],
  everywhere: ReadonlySet<string> = new Set(),
): Generator<Verdict> {
  yield* openings(block, everywhere);
  const [type = ''] = block.labels;
  const relevant = tableOf(type);
  // A browser asks with OPTIONS before it may send a login.
  const isPreflight = attributeAt(block, 'http_method')?.value === '"OPTIONS"';
  // With an account of its own the scope limits nothing; its roles do, as Google advises.
  const ownAccount = [
    ...attributesAt(block, 'service_account.email'),
    ...attributesAt(block, 'node_config.service_account'),
  ].some(({ value }) => !/^""$|-compute@developer|^"default"$/.test(value));
  const told = new Set<number>();
  const rules = new Set<string>();
  for (const verdict of explicit(
    block,
    relevant.settings.filter(
      (one) => (!isPreflight || one.rule !== 'public-service') && !(ownAccount && one.bad === wholeScope),
    ),
  )) {
    told.add(verdict.start);
    rules.add(verdict.rule);
    yield verdict;
  }
  yield* namedVerdicts(block, told);
  yield* paired(block, relevant.pairs);
  yield* presence(block, type);
  for (const { attribute, deep, unless, rule, message, remedy } of relevant.required) {
    // What is said of a resource in so many words needs no word on what it leaves out.
    if (rules.has(rule) || says(block, attribute, deep === true)) continue;
    if (unless && all.some(({ labels }) => unless.test(labels[0] ?? ''))) continue;
    yield {
      rule,
      start: block.start,
      end: block.headerEnd,
      severity: 'low',
      confidence: 'low',
      message,
      ...(remedy !== undefined && { remedy }),
    };
  }
  yield* listeners(block, type);
}

/** The other of two words, for settings that are one or the other. */
const other: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  '"Enabled"': '"Disabled"',
  '"Disabled"': '"Enabled"',
  '"ENABLED"': '"DISABLED"',
  '"DISABLED"': '"ENABLED"',
  '"public-read"': '"private"',
  '"public-read-write"': '"private"',
};

/** What one attribute holds that is safe, by what it held; the words mean the same wherever it stands. */
const safer: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  http_tokens: { '"optional"': '"required"' },
  image_tag_mutability: { '"MUTABLE"': '"IMMUTABLE"' },
  container_access_type: { '"blob"': '"private"', '"container"': '"private"' },
  viewer_protocol_policy: { '"allow-all"': '"redirect-to-https"' },
  client_broker: { '"PLAINTEXT"': '"TLS"', '"TLS_PLAINTEXT"': '"TLS"' },
  ssl_mode: { '"ALLOW_UNENCRYPTED_AND_ENCRYPTED"': '"ENCRYPTED_ONLY"' },
  security_policy: { '"TLS_1_0"': '"TLS_1_2"', '"TLS_1_1"': '"TLS_1_2"' },
  ssl_minimal_tls_version_enforced: {
    '"TLSEnforcementDisabled"': '"TLS1_2"',
    '"TLS1_0"': '"TLS1_2"',
    '"TLS1_1"': '"TLS1_2"',
  },
};

/** Versions of TLS by those that are broken, as each cloud writes them. */
const newerTls: Readonly<Record<string, string>> = {
  '"TLS1_0"': '"TLS1_2"',
  '"TLS1_1"': '"TLS1_2"',
  '"TLS_1_0"': '"TLS_1_2"',
  '"TLS_1_1"': '"TLS_1_2"',
  '"1.0"': '"1.2"',
  '"1.1"': '"1.2"',
};

/** Rules whose own words say less than the line to be written. */
const isPlain =
  /^(?:protection-off|plaintext-traffic|audit-log-off|storage-encryption-off|cloud-login-weakened)$/;

function switched(
  { attribute, bad, rule }: Pick<Setting, 'attribute' | 'bad' | 'rule'>,
  value: string,
  start: number,
): Pick<Verdict, 'edits' | 'remedy'> {
  const name = attribute.slice(attribute.lastIndexOf('.') + 1);
  const isSwitch = bad === on || bad === off || value.startsWith('"public');
  const text =
    (isSwitch ? other[value] : undefined) ??
    safer[name]?.[value] ??
    (/^min(?:imum)?_tls_version$/.test(name) ? newerTls[value] : undefined);
  if (text === undefined) return {};
  return {
    edits: [{ start, end: start + value.length, text }],
    ...(isPlain.test(rule) && { remedy: `Write \`${name} = ${text}\`.` }),
  };
}

function* explicit(block: Block, relevant: readonly Setting[]): Generator<Verdict> {
  for (const setting of relevant)
    for (const attribute of attributesAt(block, setting.attribute)) {
      const verdict = settingVerdict(setting, attribute);
      if (verdict) yield verdict;
    }
}

function settingVerdict(setting: Setting, { start, end, value, valueStart }: Attribute): Verdict | undefined {
  const { bad, rule, severity, message } = setting;
  const found = bad.exec(value);
  if (!found) return undefined;
  // In a document of many lines the place is the line.
  const within =
    value.startsWith('<<') || value.slice(0, found.index).includes('\n')
      ? {
          start: valueStart + found.index + (/^\s/.exec(found[0])?.[0].length ?? 0),
          end: valueStart + found.index + found[0].length,
        }
      : { start, end };
  return { rule, ...within, severity, message, ...switched(setting, value, valueStart) };
}

type Table = { settings: Setting[]; pairs: Pair[]; required: Requirement[] };

/** What the tables hold for each type of resource, since a file has many of few types. */
const tables = new Map<string, Table>();

function tableOf(type: string): Table {
  const known = tables.get(type);
  if (known) return known;
  const fits = ({ resource }: { resource: RegExp }): boolean => resource.test(type);
  const table = {
    settings: [...settings, ...cloudSettings, ...podSettings, ...singleSettings].filter(fits),
    pairs: pairs.filter(fits),
    required: [...required, ...cloudRequired, ...recordsRequired, ...defaultsRequired].filter(fits),
  };
  if (tables.size < 500) tables.set(type, table);
  return table;
}

function says(block: Block, attribute: RegExp, deep: boolean): boolean {
  return (
    block.attributes.some(({ name }) => attribute.test(name)) ||
    block.blocks.some(
      (inner) =>
        attribute.test(inner.type) ||
        (inner.type === 'dynamic' && attribute.test(inner.labels[0] ?? '')) ||
        (deep && says(inner, attribute, deep)),
    )
  );
}

/** Settings that stand as `name` and `value` side by side. */
function* paired(block: Block, table: readonly Pair[]): Generator<Verdict> {
  for (const pair of table) {
    let places = [block];
    for (const name of pair.block.split('.').filter(Boolean))
      places = places.flatMap((place) => blocksAt(place, name));
    for (const place of places) {
      const name = attributeAt(place, 'name')?.value.replaceAll('"', '') ?? '';
      const value = attributeAt(place, 'value');
      if (value && pair.name.test(name) && pair.bad.test(value.value))
        yield {
          rule: pair.rule,
          start: value.start,
          end: value.end,
          severity: pair.severity ?? 'low',
          message: pair.message,
        };
    }
  }
}

/** Blocks that open something by being there, and parameters that hold a secret in the clear. */
function* presence(block: Block, type: string): Generator<Verdict> {
  for (const { resource, block: path, rule, message } of present) {
    if (!resource.test(type)) continue;
    let places = [block];
    for (const name of path.split('.').filter(Boolean))
      places = places.flatMap((place) => blocksAt(place, name));
    for (const { start, headerEnd } of places)
      yield { rule, start, end: headerEnd, severity: 'low', confidence: 'low', message };
  }
  if (type !== 'aws_ssm_parameter' || attributeAt(block, 'type')?.value !== '"String"') return;
  if (
    !/(?:password|passwd|secret|token|api_?key|private_?key|credential)s?"?$/i.test(
      attributeAt(block, 'name')?.value ?? '',
    )
  )
    return;
  const kept = attributeAt(block, 'type') ?? block;
  yield {
    rule: 'storage-encryption-off',
    start: kept.start,
    end: kept.end,
    severity: 'low',
    message: 'Without `type = "SecureString"` this secret is kept as it is.',
  };
}

/** Listeners that answer without TLS, but for those that only send visitors on to it. */
function* listeners(block: Block, type: string): Generator<Verdict> {
  if (/^aws_(?:alb|lb)_listener$/.test(type)) {
    const protocol = attributeAt(block, 'protocol');
    if (protocol && /^"(?:HTTPS|TLS)"$/.test(protocol.value) && !attributeAt(block, 'ssl_policy'))
      yield {
        rule: 'plaintext-traffic',
        start: protocol.start,
        end: protocol.end,
        severity: 'low',
        confidence: 'low',
        message: 'Without `ssl_policy` the listener accepts TLS 1.0 and 1.1, which are broken.',
        remedy: 'Write `ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"`.',
      };
    // Without a word on it the protocol is HTTP.
    const silent = protocol ? undefined : attributeAt(block, 'port');
    const plain = protocol?.value === '"HTTP"' ? protocol : silent?.value === '80' ? silent : undefined;
    if (!plain || attributesAt(block, 'default_action.type').some(({ value }) => value === '"redirect"'))
      return;
    yield {
      rule: 'plaintext-traffic',
      start: plain.start,
      end: plain.end,
      severity: 'low',
      message: 'The load balancer answers without encryption.',
    };
  }
  if (type === 'aws_elb')
    for (const attribute of attributesAt(block, 'listener.lb_protocol'))
      if (/^"http"$/i.test(attribute.value))
        yield {
          rule: 'plaintext-traffic',
          start: attribute.start,
          end: attribute.end,
          severity: 'low',
          message: 'The load balancer answers without encryption.',
        };
}

/** Attributes whose value a shell runs. */
const scriptAttribute = /^(?:user_data|metadata_startup_script|startup-script|custom_data|command|inline)$/;

function* scripts(body: string, block: Block): Generator<Verdict> {
  for (const { name, value, valueStart } of block.attributes) {
    if (!scriptAttribute.test(name)) continue;
    // Quotes, brackets and the mark of a here-document are HCL's; what is between them is the shell's.
    const spans = [...value.matchAll(/<<[-~]?\w+[^\n]*\n([\s\S]*)|"((?:[^"\\\n]|\\.)*)"/dg)].map(
      ({ indices }) => indices?.[1] ?? indices?.[2],
    );
    for (const span of spans)
      if (span) yield* checkShell(body, valueStart + span[0], valueStart + span[1], { hasCallers: false });
  }
  for (const inner of block.blocks) yield* scripts(body, inner);
}
