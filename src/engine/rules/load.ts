// Reads rule files into a RuleSet; a bad file is a problem with line and column and never stops the others.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { areaSchema, type ChecklistArea } from '../checklist/area.ts';
import { parseOwnSecretRule, parseSecretRule, type SecretRule } from '../detectors/secrets/schema.ts';
import { modelSchema, type Model } from '../flow/models.ts';
import { aiToolSchema, type AiTool } from '../provenance/tool.ts';
import { ruleInfoSchema, type RuleInfo, type RuleSet } from '../rule.ts';
import { compileExpression } from '../text/regex.ts';
import { codeRuleSchema, type CodeRule } from './code-rule.ts';
import { readRuleFile, type Locate, type RuleProblem } from './read.ts';

/** A rule file; `path` is relative to the folder of rules, with `/`. */
export interface RuleText {
  path: string;
  text: string;
}

/** A rule that a detector applies by itself; the file only explains it. */
const describedRuleSchema = ruleInfoSchema.extend({ detector: z.string().regex(/^[a-z][a-z-]*$/) });

/** What holds for rules that do not ship here: code rules only, under other ids, of bounded size. */
export interface OwnBounds {
  /** The ids that ship here. */
  taken: { has(id: string): boolean };
  /** Keys and lists within one another in a file. */
  maxDepth: number;
  /** Values in all files together. */
  maxParts: number;
}

/** Reads all files. `trusted` is true for the rules that ship with LangGuard only. */
export function loadRules(
  files: readonly RuleText[],
  { trusted = true, own }: { trusted?: boolean; own?: OwnBounds } = {},
): { rules: RuleSet; problems: RuleProblem[] } {
  const problems: RuleProblem[] = [];
  const code: CodeRule[] = [];
  const secrets: SecretRule[] = [];
  const aiTools: AiTool[] = [];
  const models: Model[] = [];
  const checklist: ChecklistArea[] = [];
  const info = new Map<string, RuleInfo>();
  const places = new Map<string, string>();

  const name = (rule: RuleInfo, path: string, locate: Locate): boolean => {
    const before = places.get(rule.id);
    if (before !== undefined) {
      problems.push({ path, ...locate(['id']), message: `id: ${rule.id} is already defined in ${before}` });
      return false;
    }
    const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
    if (own?.taken.has(rule.id) === true) {
      problems.push({
        path,
        ...locate(['id']),
        message: `id: ${rule.id} ships with LangGuard; take another`,
      });
      return false;
    }
    if (file !== rule.id)
      problems.push({ path, ...locate(['id']), message: `id: the file must be named ${rule.id}.yml` });
    places.set(rule.id, path);
    info.set(rule.id, pickInfo(rule));
    return true;
  };
  const read = <T>(
    { path, text }: RuleText,
    schema: z.ZodType<T>,
    use: (value: T, locate: Locate) => void,
  ): void => {
    const result = readRuleFile(path, text, schema, own?.maxDepth);
    if ('problems' in result) problems.push(...result.problems);
    else use(result.value, result.locate);
  };

  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  let partsLeft = own?.maxParts ?? Infinity;
  for (const file of sorted) {
    const { path } = file;
    const folder = own ? 'code' : path.slice(0, path.indexOf('/'));
    if (folder === 'models') read(file, modelSchema, (model) => models.push(model));
    else if (folder === 'ai-markers') read(file, aiToolSchema, (tool) => aiTools.push(tool));
    else if (folder === 'review-checklist') read(file, areaSchema, (area) => checklist.push(area));
    else if (folder === 'secrets' || (own && /^(?:pattern|revoke):/m.test(file.text))) {
      const result = own
        ? parseOwnSecretRule(file.text, path, own.maxDepth)
        : parseSecretRule(file.text, path);
      if (!result.rule) problems.push(...result.problems);
      else if (name(result.rule, path, () => ({ line: 1, column: 1 }))) secrets.push(result.rule);
    } else if (!own && /^detector:/m.test(file.text)) {
      read(file, describedRuleSchema, (rule, locate) => void name(rule, path, locate));
    } else {
      read(file, codeRuleSchema, (rule, locate) => {
        const bad = badExpressions(rule.matches, trusted).map(({ keys, message }) => ({
          path,
          ...locate(keys),
          message: `${keys.join('.')}: ${message}`,
        }));
        problems.push(...bad);
        const parts = partsOf(rule.matches);
        if (parts > partsLeft) {
          const message = `more than ${own?.maxParts} patterns in all files together; this file is not used`;
          problems.push({ path, ...locate(['matches']), message });
          return;
        }
        partsLeft -= parts;
        if (name(rule, path, locate) && bad.length === 0) code.push({ ...rule, path, locate, trusted });
      });
    }
  }
  return { rules: { version: versionOf(sorted), info, code, secrets, aiTools, models, checklist }, problems };
}

/** How much there is to compile: each value of a match but its examples. */
function partsOf(matches: z.infer<typeof codeRuleSchema>['matches']): number {
  let parts = 0;
  const stack: unknown[] = matches.map((match) => ({ ...match, examples: [] }));
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (typeof at === 'object' && at !== null) for (const value of Object.values(at)) stack.push(value);
    else parts++;
  }
  return parts;
}

function badExpressions(
  matches: z.infer<typeof codeRuleSchema>['matches'],
  trusted: boolean,
): { keys: (string | number)[]; message: string }[] {
  return matches.flatMap(({ text }, i) => {
    if (!text) return [];
    try {
      compileExpression(text.pattern, trusted);
      return [];
    } catch (error) {
      return [
        {
          keys: ['matches', i, 'text', 'pattern'],
          message: error instanceof Error ? error.message : String(error),
        },
      ];
    }
  });
}

function pickInfo(rule: RuleInfo): RuleInfo {
  const { id, title, class: family, severity, confidence, cwe, owasp, why, remedy, references } = rule;
  return { id, title, class: family, severity, confidence, cwe, owasp, why, remedy, references };
}

/** Depends on paths and texts, not on their order. */
function versionOf(sorted: readonly RuleText[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of sorted) hash.update(JSON.stringify([path, text])).update('\n');
  return hash.digest('hex');
}
