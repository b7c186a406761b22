// What a rule says of a sink, and what it makes of a hit.
import { z } from 'zod';
import { type Confidence, type Severity, confidences, severities } from '../../finding.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isOwnSetting } from '../inputs/own-values.ts';
import { hasFixedName } from '../proofs/fixed-names.ts';
import { isApproved } from './approved.ts';
import { isByPurpose } from './purpose.ts';
import type { Hit, Way } from '../state.ts';
import { rank, sourceKinds, sourceName } from '../value.ts';

const positions = ['value', 'name', 'whole', 'host', 'part'] as const;

/** One row of the table by which a rule weighs a hit; the first row that fits a way counts. */
const row = z.strictObject({
  /** Only for these kinds of sinks, where the rule has several. */
  sink: z.array(z.string()).optional(),
  /** Where the value comes from; any source when absent. */
  source: z.array(z.enum(sourceKinds)).optional(),
  position: z.array(z.enum(positions)).optional(),
  /** Whether the string was built from literal text and the value. */
  built: z.boolean().optional(),
  /** `build` when only the building of the string is seen. */
  place: z.enum(['sink', 'build']).optional(),
  /** Whether something that looks like a sanitiser was applied. */
  partly: z.boolean().optional(),
  /** Whether a sanitiser that can be got round was applied; `partly` holds then too. */
  incomplete: z.boolean().optional(),
  /** Whether it went through functions that this file does not define. */
  doubt: z.boolean().optional(),
  /** Whether the sink is one beyond doubt, see the model. */
  strong: z.boolean().optional(),
  /** What the name of the source ends in, without regard to case and `_`: `webhookurl` fits `webhook_url`. */
  named: z.array(z.string().regex(/^[a-z0-9]+$/)).optional(),
  /** Whether it is a setting of the program itself, or stands in a file that it reads: `config.get('user')`, `read_to_string(path)`. */
  setting: z.boolean().optional(),
  /** Whether it is the parameter of a function, and no name from elsewhere. */
  handed: z.boolean().optional(),
  /** What field of a record the sink is given as it stands: `command` fits `step.command`. */
  field: z.array(z.string().regex(/^[a-z0-9]+$/)).optional(),
  /** Whether it is what a call returned, so that the function decides what it holds. */
  returned: z.boolean().optional(),
  /** Whether a file is read or written as a record, by `JSON.parse` of `readFileSync(path)`: no text of anybody's goes through. */
  record: z.boolean().optional(),
  /** Whether the file has a name of the program's own, in the folder that is chosen: `join(folder, 'package.json')`. */
  fixed: z.boolean().optional(),
  /** Whether the file is only read. */
  reads: z.boolean().optional(),
  /** Whether it is what the tool of a language model is there for that was asked for it: `read_file` reads a path. */
  purpose: z.boolean().optional(),
  /** Whether a person sees each call of the tool before it is made. */
  approved: z.boolean().optional(),
  /** Whether it is text, or an attribute, that already stood in the page: most of it the page's own author wrote. */
  standing: z.boolean().optional(),
  severity: z.enum(severities),
  confidence: z.enum(confidences),
  message: z.string().optional(),
});

/** The `flow:` part of a rule's match: which kinds of sinks, and how each way to them is weighed. */
export const flowSchema = z.strictObject({
  sink: z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat()),
  report: z.array(row).min(1),
});

/** A rule's `flow:` part after it was read. */
export type Flow = z.infer<typeof flowSchema>;

/** What a rule makes of a hit: the worst of its ways, or nothing. */
export interface Weighed {
  way: Way;
  severity: Severity;
  confidence: Confidence;
  message: string | undefined;
}

/** Weighs a hit by a rule's table. */
export function weigh(flow: Flow, hit: Hit): Weighed | undefined {
  if (!flow.sink.includes(hit.kind)) return undefined;
  let best: Weighed | undefined;
  for (const way of hit.ways) {
    const found = flow.report.find(
      (one) =>
        (!one.source || one.source.includes(way.taint.source)) &&
        (!one.position || one.position.includes(way.position)) &&
        (one.built === undefined || one.built === isBuilt(hit, way)) &&
        (one.place === undefined || one.place === hit.place) &&
        (!one.sink || one.sink.includes(hit.kind)) &&
        (one.incomplete === undefined || one.incomplete === way.taint.incomplete) &&
        (one.partly === undefined || one.partly === way.taint.partly) &&
        (one.doubt === undefined || one.doubt === way.taint.doubt > 0) &&
        (one.strong === undefined || one.strong === hit.strong) &&
        (one.named === undefined || isNamed(way.taint.node, one.named)) &&
        (one.setting === undefined || one.setting === isOwnSetting(way.taint.node)) &&
        (one.handed === undefined || one.handed === isHanded(way.taint.node)) &&
        (one.returned === undefined || one.returned === /call|invocation/.test(way.taint.node.kind)) &&
        (one.standing === undefined || one.standing === isStanding(way.taint.node)) &&
        (one.record === undefined || one.record === isRecord(hit.node)) &&
        (one.fixed === undefined || one.fixed === hasFixedName(way.taint)) &&
        (one.reads === undefined || one.reads === onlyReads.test(hit.name)) &&
        (one.approved === undefined || one.approved === isApproved(way.taint)) &&
        (one.purpose === undefined || one.purpose === isByPurpose(hit, way.taint)) &&
        (one.field === undefined || one.field.includes(fieldGiven(hit.node))),
    );
    if (!found) continue;
    const weighed = {
      way,
      severity: found.severity,
      confidence: found.confidence,
      message: found.message,
    };
    if (!best || order(weighed) < order(best)) best = weighed;
  }
  return best;
}

/** `$('#total').text()`, `node.getAttribute('title')`, `node.dataset.name`; not what somebody typed in, nor an address. */
function isStanding({ text }: SyntaxNode): boolean {
  return standing.test(text.slice(-120));
}

const standing =
  /\.(?:dataset(?:\.\w{1,60})?|(?:text|attr|data|getAttribute)\([^()]{0,80}\)|textContent|innerText)$/;

const onlyReads =
  /(?:^|\.)(?:read(?:File|TextFile|Json|JSON|dir|link)|opendir|createReadStream|l?stat|access|exists|pathExists|realpath)(?:Sync)?$/;

function isHanded({ kind, parent }: SyntaxNode): boolean {
  return /param/.test(kind) || /param|arrow_function|lambda/.test(parent?.kind ?? '');
}

/** Whether a way's value was put into a text: what a wrapper is handed as the whole command is told after what others build for it. */
function isBuilt({ kind, built }: Hit, { position }: Way): boolean {
  return built && !(position === 'whole' && /^shell(?:-arg)?$/.test(kind));
}

/** Whether what a call reads is parsed at once, or what it writes is put in form there. */
function isRecord(node: SyntaxNode): boolean {
  const { text } = node.source;
  const before = text.slice(Math.max(0, node.start - 60), node.start);
  const reads =
    /\b(?:JSON|YAML|yaml|toml|TOML|json|tomllib|json5|JSON5)\.(?:parse|loads?|safe_load)\(\s{0,20}(?:await\s)?\s{0,4}$/;
  if (reads.test(before)) return true;
  const given = text.slice(node.start, Math.min(node.end, node.start + 300));
  return /^[\w$.]{1,80}\([^,()]{1,120},\s{0,40}(?:JSON\.stringify|json\.dumps|yaml\.dump)\(/.test(given);
}

const variableRead =
  /^(?:process\.env|import\.meta\.env|(?:os\.)?environ|ENV)(?:(?:\.get)?[[(]['"]|\.)(?!get\b)([A-Za-z_]\w{0,60})/;

/** `req.get('Referer')`, `request.META["HTTP_REFERER"]`: what is read is called by its key. */
const keyRead = /^(?:[\w$.?!]|->){1,80}[[(]\s{0,4}['"]([\w-]{1,60})['"]/;

/** Whether the last name of a source, or the key by which it is read, ends in one of some words. */
function isNamed(node: SyntaxNode, endings: readonly string[]): boolean {
  const text = node.source.text.slice(node.start, node.start + 150);
  // Of the environment the node may be all of it.
  const names = [variableRead.exec(text)?.[1] ?? sourceName(node), keyRead.exec(text)?.[1] ?? ''];
  return names.some((name) => {
    const lower = name.replaceAll(/[_-]/g, '').toLowerCase();
    return endings.some((one) => lower.endsWith(one));
  });
}

/** The last name of the record's field that is all of a call's first argument. */
function fieldGiven(node: SyntaxNode): string {
  const text = node.source.text.slice(node.start, Math.min(node.end, node.start + 200));
  const given =
    /^(?:[\w$.]{1,80}\()?\s{0,80}(?:[\w$]{1,80}[?!]?(?:\.|->)){1,5}([\w$]{1,80})\s{0,80}(?:[,)]|$)/.exec(
      text,
    )?.[1] ?? '';
  return given.replaceAll('_', '').toLowerCase();
}

function order(one: Weighed): number {
  return (
    severities.indexOf(one.severity) * 10_000 +
    confidences.indexOf(one.confidence) * 1000 +
    rank(one.way.taint)
  );
}
