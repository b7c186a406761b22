// Finds resources of Terraform that are open to everyone, unencrypted, or allowed too much.
import type { Detector } from '../../detector.ts';
import { checkShell } from '../shell/checks.ts';
import { report, type Verdict } from '../verdict.ts';
import { attributeAt, attributesAt, readHcl, type Block } from './hcl.ts';
import { openings } from './network.ts';
import { policyVerdicts } from './policies.ts';
import { required, settings } from './settings.ts';

const maxChars = 500_000;

export const terraform: Detector = {
  id: 'terraform',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || !/\.(?:tf|tofu)$/.test(path)) return;
    if (body.length > maxChars)
      yield { notChecked: { path, check: 'terraform', reason: `larger than ${maxChars} characters` } };
    else yield* report(path, body, check(body, readHcl(body)), input);
  },
};

function* check(body: string, blocks: readonly Block[]): Generator<Verdict> {
  for (const block of blocks) {
    if (block.type !== 'resource' && block.type !== 'data') continue;
    yield* scripts(body, block);
    yield* policyVerdicts(block);
    if (block.type !== 'resource') continue;
    yield* openings(block);
    const [type = ''] = block.labels;
    for (const { resource, attribute, bad, rule, severity, message } of settings) {
      if (!resource.test(type)) continue;
      for (const { start, end, value } of attributesAt(block, attribute))
        if (bad.test(value)) yield { rule, start, end, severity, message };
    }
    for (const { resource, attribute, rule, message } of required) {
      if (
        !resource.test(type) ||
        block.attributes.some(({ name }) => attribute.test(name)) ||
        block.blocks.some(
          (inner) =>
            attribute.test(inner.type) || (inner.type === 'dynamic' && attribute.test(inner.labels[0] ?? '')),
        )
      )
        continue;
      yield { rule, start: block.start, end: block.headerEnd, severity: 'low', confidence: 'low', message };
    }
    yield* listeners(block, type);
  }
}

/** Listeners that answer without TLS, but for those that only send visitors on to it. */
function* listeners(block: Block, type: string): Generator<Verdict> {
  if (/^aws_(?:alb|lb)_listener$/.test(type)) {
    const protocol = attributeAt(block, 'protocol');
    if (
      protocol?.value !== '"HTTP"' ||
      attributesAt(block, 'default_action.type').some(({ value }) => value === '"redirect"')
    )
      return;
    yield {
      rule: 'plaintext-traffic',
      start: protocol.start,
      end: protocol.end,
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
