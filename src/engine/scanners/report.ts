// Reads what another scanner found: its SARIF log as findings of ours, on the files that the change touches.
import type { ChangedFile, ScannerReport } from '../change.ts';
import type { Finding, Region } from '../finding.ts';
import { scannerRule, sentence, toolId } from './names.ts';
import { pathReader } from './paths.ts';
import { lineReader, type LineReader, regionOf } from './regions.ts';
import { rulesOf, type ScannerRule } from './rules.ts';
import { at, field, type Json, listOf, maxResults, maxRuns, readRuns, textOf } from './shape.ts';
import { confidenceOf, cweOf, isOfSecret, severityOf } from './weight.ts';

/** A finding of another scanner, and the texts at its place that must not be shown. */
export interface ScannerFinding {
  finding: Finding;
  /** The tool's name in its own spelling, without anything that could be more than a name. */
  tool: string;
  secrets: string[];
}

/** What a report came to; `problems` say what of it was not taken. */
export interface ScannerFindings {
  findings: ScannerFinding[];
  problems: string[];
}

/** Findings in one file are shown at most so often; a report of one tool about one file is longer by mistake only. */
const maxPerFile = 500;

/** Steps of a data flow that are kept: the first and the last. */
const maxSteps = 20;

/** Reads a report. `classOf` names our class of a weakness. Never throws, whatever the text is. */
export function readScannerReport(
  report: ScannerReport,
  files: readonly ChangedFile[],
  classOf: (cwe: readonly number[]) => string | undefined,
): ScannerFindings {
  const read = readRuns(report.text);
  if ('problem' in read) return { findings: [], problems: [read.problem] };
  const out: ScannerFindings = { findings: [], problems: [] };
  if (read.runs.length > maxRuns) out.problems.push(`only the first ${maxRuns} of its runs were read`);
  const known = new Map(files.map((file) => [file.path, file]));
  const lines = lineReader(known);
  const perFile = new Map<string, number>();
  const left = { results: maxResults, cut: 0, placeless: 0, misshapen: 0, failed: false };
  for (const run of read.runs.slice(0, maxRuns)) {
    if (listOf(field(run, 'invocations')).some((each) => field(each, 'executionSuccessful') === false))
      left.failed = true;
    const tool = toolOf(run);
    const ruleOf = rulesOf(run);
    const pathOf = pathReader(run, report.roots);
    for (const result of listOf(field(run, 'results'))) {
      if (left.results-- <= 0) {
        left.cut++;
        continue;
      }
      if (!isProblem(result)) {
        if (typeof result !== 'object' || result === null || Array.isArray(result)) left.misshapen++;
        continue;
      }
      const place = at(result, 'locations', 0, 'physicalLocation');
      const path = pathOf(field(place, 'artifactLocation'));
      if (path === undefined) {
        left.placeless++;
        continue;
      }
      if (!known.has(path)) continue;
      const count = (perFile.get(path) ?? 0) + 1;
      perFile.set(path, count);
      if (count > maxPerFile) {
        left.cut++;
        continue;
      }
      const region = regionOf(
        field(place, 'region'),
        lines(path),
        field(run, 'columnKind') === 'utf16CodeUnits',
      );
      out.findings.push(
        findingOf({ run, result, tool, rule: ruleOf(result), path, region, pathOf, lines, classOf }),
      );
    }
  }
  if (left.failed) out.problems.push('its scanner says that it did not finish');
  if (left.cut > 0) out.problems.push(`${left.cut} of its results are beyond the limits and were left out`);
  if (left.placeless > 0)
    out.problems.push(`${left.placeless} of its results name no place in this repository`);
  if (left.misshapen > 0) out.problems.push(`${left.misshapen} of its results are no objects`);
  return out;
}

interface Parts {
  run: Json;
  result: Json;
  tool: { id: string; name: string };
  rule: ScannerRule;
  path: string;
  region: Region;
  pathOf(location: Json | undefined): string | undefined;
  lines: LineReader;
  classOf(cwe: readonly number[]): string | undefined;
}

function findingOf({ run, result, tool, rule, path, region, pathOf, lines, classOf }: Parts): ScannerFinding {
  const weighed = { tool: tool.id, result, rule: rule.descriptor };
  const cwe = cweOf(weighed);
  const id = scannerRule(tool.id, rule.id);
  const isSecret = isOfSecret(weighed, rule.id, cwe);
  const said = sentence(messageOf(result, rule.descriptor), 500);
  const why = sentence(rule.why, 500);
  const finding: Finding = {
    rule: id,
    title: sentence(rule.title, 90) || `Result of ${id}`,
    class: (isSecret ? (classOf([798]) ?? 'secret') : classOf(cwe)) ?? classOfRule(id),
    path,
    ...region,
    severity: severityOf(weighed),
    confidence: confidenceOf(weighed),
    message: `${tool.name} says: ${said || 'nothing more.'}${isSuppressed(result, 'inSource') ? ' (A comment in the source suppresses it there; policy decides here.)' : ''}`,
    why:
      why === '' || why === said
        ? `${tool.name} reports it under its rule ${id.slice(tool.id.length + 1)}.`
        : why,
    remedy: `Follow what ${tool.name} says of this rule, or have it waived here with a reason.`,
    cwe,
    references: cwe.slice(0, 1).map((number) => `https://cwe.mitre.org/data/definitions/${number}.html`),
    related: stepsOf(result, run, pathOf, lines),
    ...(isSuppressed(result, 'external') && { ignored: `suppressed in ${tool.name}, outside the source` }),
  };
  const snippets = isSecret
    ? [textOf(at(result, 'locations', 0, 'physicalLocation', 'region', 'snippet', 'text'))]
    : [];
  return {
    finding,
    tool: tool.name,
    secrets: isSecret
      ? secretsAt(
          region,
          lines(path),
          snippets.flatMap((text) => text ?? []),
        )
      : [],
  };
}

function toolOf(run: Json): { id: string; name: string } {
  const given = textOf(at(run, 'tool', 'driver', 'name')) ?? '';
  const name = sentence(given, 40)
    .replace(/[^\p{L}\p{N} ._+-]/gu, '')
    .trim();
  return { id: toolId(given), name: name === '' ? 'A scanner' : name };
}

/** Two rules of an unknown kind at one place are two matters, so each is a class of its own. */
function classOfRule(id: string): string {
  return (
    id
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+/, '')
      .slice(0, 60)
      .replace(/-$/, '') || 'scanner'
  );
}

/** Passed, not applicable and merely informative results are no findings, and neither are those that are gone. */
function isProblem(result: Json): boolean {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return false;
  const kind = textOf(field(result, 'kind')) ?? 'fail';
  return ['fail', 'open', 'review'].includes(kind) && field(result, 'baselineState') !== 'absent';
}

/** A comment in the source may be part of the change, so it is told and does not bind. */
function isSuppressed(result: Json, kind: 'inSource' | 'external'): boolean {
  return listOf(field(result, 'suppressions')).some(
    (each) => field(each, 'kind') === kind && [undefined, 'accepted'].includes(textOf(field(each, 'status'))),
  );
}

/** The message, looked up among the rule's where it is only named, with its arguments in place. */
function messageOf(result: Json, descriptor: Json | undefined): string {
  const message = field(result, 'message');
  const id = textOf(field(message, 'id'));
  const text =
    textOf(field(message, 'text')) ??
    (id === undefined ? undefined : textOf(at(descriptor, 'messageStrings', id, 'text'))) ??
    '';
  const given = listOf(field(message, 'arguments'));
  return text
    .slice(0, 5000)
    .replace(/\{(\d{1,2})\}/g, (all, index: string) => textOf(given[Number(index)])?.slice(0, 200) ?? all);
}

/** The way of the value from its source; the last step is the place of the finding itself. */
function stepsOf(result: Json, run: Json, pathOf: Parts['pathOf'], lines: LineReader): Finding['related'] {
  const steps = listOf(at(result, 'codeFlows', 0, 'threadFlows', 0, 'locations'))
    .slice(0, 1000)
    .slice(0, -1);
  const kept =
    steps.length > maxSteps ? [...steps.slice(0, maxSteps / 2), ...steps.slice(-maxSteps / 2)] : steps;
  return kept.flatMap((step) => {
    const location = field(step, 'location');
    const place = field(location, 'physicalLocation');
    const path = pathOf(field(place, 'artifactLocation'));
    if (path === undefined) return [];
    const isUtf16 = field(run, 'columnKind') === 'utf16CodeUnits';
    const message = sentence(textOf(at(location, 'message', 'text')) ?? '', 200);
    return [
      {
        path,
        ...regionOf(field(place, 'region'), lines(path), isUtf16),
        message: message || 'a step on the way',
      },
    ];
  });
}

/** What stands at the place, and what of it looks like a value. */
function secretsAt(
  region: Region,
  line: (number: number) => string | undefined,
  snippets: readonly string[],
): string[] {
  const texts = snippets.map((text) => text.slice(0, 2000));
  const last = Math.min(region.end.line, region.start.line + 100);
  for (let number = region.start.line; number <= last; number++) {
    const text = line(number);
    if (text === undefined) continue;
    const from = number === region.start.line ? region.start.column - 1 : 0;
    const to = number === region.end.line ? region.end.column - 1 : text.length;
    const part = text.slice(from, to).trim();
    // A region that takes the whole line says nothing of where the value stands.
    const isPart = part !== text.trim();
    if (isPart) texts.push(part);
    for (const [, quoted = ''] of part.matchAll(/(?<=["'`])([^"'`\s]{6,500})(?=["'`])/g)) texts.push(quoted);
    for (const [word] of part.matchAll(/[\w+/=.~-]{16,}/g)) if (/\d/.test(word)) texts.push(word);
  }
  return texts.map((text) => text.trim()).filter((text) => text.length >= 6);
}
