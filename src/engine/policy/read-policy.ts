// Reads a policy file: the policy that it asks for, or the defaults and what is wrong with it.
import { z } from 'zod';
import type { Change } from '../change.ts';
import { mistypedTools } from './ai-policy.ts';
import { type Config, configSchema, policyOf } from './config.ts';
import { joinLayers } from './layers.ts';
import { nearest } from './nearest.ts';
import { defaultPolicy, type Policy, type PolicyProblem } from './policy.ts';
import { readYaml, type Yaml } from './read-yaml.ts';

/** Where a repository keeps its policy. */
export const policyPath = '.langguard.yml';

/** More problems than this do not help. */
const maxProblems = 20;

/** What a policy is read for. */
export interface PolicyContext {
  /** Named in problems. */
  path: string;
  /** Named in reports, such as `.langguard.yml at 1a2b3c4`. */
  source: string;
  /** The rules that the file may name. */
  ruleIds: Iterable<string>;
  /** The tools of the catalogue, where ids near one of theirs are to be told; a policy may name others. */
  toolIds?: Iterable<string>;
  /** What counts where the file says nothing: `base` (default) for pull requests, `head` on a laptop. */
  allowComments?: Policy['allowComments'];
}

/** Reads a policy file; undefined where there is none. With any problem the defaults are in force and there is no `config`. */
export function readPolicy(
  text: string | undefined,
  { path, source, ruleIds, toolIds, allowComments = defaultPolicy.allowComments }: PolicyContext,
): { policy: Policy; problems: PolicyProblem[]; config?: Config } {
  if (text === undefined) return { policy: { ...defaultPolicy, allowComments }, problems: [] };
  const { yaml, problems: yamlProblems, position } = readYaml(text);
  const refused = (problems: { offset: number; message: string }[]) => ({
    policy: { ...defaultPolicy, allowComments, source: `defaults, because ${path} has problems` },
    problems: problems
      .slice(0, maxProblems)
      .map(({ offset, message }): PolicyProblem => ({ path, ...position(offset), message })),
  });
  if (!yaml) return refused(yamlProblems);
  if (yaml.value === null || yaml.value === undefined)
    return refused([{ offset: 0, message: 'the file is empty; it must at least say `version: 1`' }]);

  const config = configSchema.safeParse(yaml.value);
  if (!config.success) return refused(config.error.issues.flatMap((issue) => explain(issue, [], yaml)));
  const known = new Set(ruleIds);
  const unknown = Object.keys(config.data.rules ?? {}).filter((id) => !known.has(id));
  if (unknown.length > 0)
    return refused(
      unknown.map((id) => ({
        offset: yaml.offsetOfKey(['rules'], id),
        message: `there is no rule \`${short(id)}\`${meant(id, known)}`,
      })),
    );
  const { list = [], never = [] } = config.data.waivers ?? {};
  const named = [
    ...list.flatMap(({ rule }, at) =>
      rule === undefined ? [] : [{ rule, path: ['waivers', 'list', at, 'rule'] }],
    ),
    ...never.map((rule, at) => ({ rule, path: ['waivers', 'never', at] })),
  ].filter(({ rule }) => !known.has(rule) && !rule.includes('/'));
  if (named.length > 0)
    return refused(
      named.map(({ rule, path: at }) => ({
        offset: yaml.offsetOf(at),
        message: `there is no rule \`${short(rule)}\`${meant(rule, known)}`,
      })),
    );
  const mistyped = toolIds ? mistypedTools(config.data.ai ?? {}, new Set(toolIds)) : [];
  if (mistyped.length > 0)
    return refused(
      mistyped.map((each) => ({
        offset: yaml.offsetOf(each.path),
        message: `there is no tool \`${each.id}\`; did you mean \`${each.meant}\`?`,
      })),
    );
  const { sources } = joinLayers([{ config: config.data, source }]);
  return { policy: policyOf(config.data, source, allowComments, sources), problems: [], config: config.data };
}

/** What is wrong with the policy file that a change proposes; the change itself is judged by the old one. */
export function validateProposed(change: Change, ruleIds: Iterable<string>): PolicyProblem[] {
  const file = change.files.find((each) => each.path === policyPath && each.status !== 'removed');
  if (!file) return [];
  if (file.body === undefined)
    return [{ path: policyPath, line: 1, column: 1, message: 'the proposed file could not be read' }];
  const { problems } = readPolicy(file.body, { path: policyPath, source: 'the change', ruleIds });
  return problems.map((problem) => ({ ...problem, message: `in the proposed file: ${problem.message}` }));
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, above: PropertyKey[], yaml: Yaml): { offset: number; message: string }[] {
  const path = [...above, ...issue.path];
  const name = path.length === 0 ? 'the file' : `\`${short(path.join('.'))}\``;
  const at = { offset: yaml.offsetOf(path) };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        offset: yaml.offsetOfKey(path, key),
        message: `unknown key \`${short(key)}\`${path.length === 0 ? '' : ` in ${name}`}${meant(key, keysAt(path))}`,
      }));
    case 'invalid_key':
      return [
        {
          offset: yaml.offsetOfKey(path.slice(0, -1), String(path.at(-1))),
          message: `\`${short(String(path.at(-1)))}\` is no rule id; rule ids are lower-case words joined by hyphens`,
        },
      ];
    case 'invalid_value': {
      const given = valueAt(yaml.value, path);
      const allowed = issue.values.map(String);
      if (given === undefined)
        return [{ ...at, message: `${name} is missing; write \`${String(path.at(-1))}: ${allowed[0]}\`` }];
      const hint = typeof given === 'string' ? meant(given, allowed) : '';
      return [{ ...at, message: `${name} must be ${listed(allowed)}${hint}` }];
    }
    case 'invalid_union': {
      const given = valueAt(yaml.value, path);
      // A map can only be meant as the map form; its own problems say more than "neither fits".
      const asMap =
        typeof given === 'object' && given !== null && !Array.isArray(given)
          ? issue.errors.at(-1)
          : undefined;
      if (asMap && path[0] === 'rules') return asMap.flatMap((each) => explain(each, path, yaml));
      const allowed = issue.errors.flatMap((errors) =>
        errors.flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : [])),
      );
      const form = path[0] === 'rules' ? [...allowed, 'a map with `severity`, `paths` or `ignore`'] : allowed;
      const hint = typeof given === 'string' ? meant(given, allowed) : '';
      return [{ ...at, message: `${name} must be ${listed(form)}${hint}` }];
    }
    case 'invalid_type':
      return [
        {
          ...at,
          message:
            valueAt(yaml.value, path) === undefined
              ? `${name} is missing`
              : `${name} must be ${article(issue.expected)}`,
        },
      ];
    case 'too_big':
      return [
        {
          ...at,
          message:
            issue.origin === 'array'
              ? `${name} has more than ${issue.maximum} entries`
              : issue.origin === 'string'
                ? `${name} has more than ${issue.maximum} characters`
                : `${name} must be at most ${issue.maximum}`,
        },
      ];
    default:
      return [{ ...at, message: `${name}: ${issue.message}` }];
  }
}

/** The keys that a map at a path may have, as the schema says. */
function keysAt(path: readonly PropertyKey[]): string[] {
  if (path[0] === 'rules') return ['severity', 'paths', 'ignore'];
  let schema: unknown = configSchema;
  for (const key of path) {
    schema = inner(schema);
    if (schema instanceof z.ZodObject) schema = (schema.shape as Record<PropertyKey, unknown>)[key];
    else if (schema instanceof z.ZodArray) schema = schema.element;
  }
  schema = inner(schema);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function inner(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? inner(schema.unwrap()) : schema;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

/** Keys are text of the file's author, and may be as long as the file. */
function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function meant(word: string, known: Iterable<string>): string {
  const words = [...known];
  const longer = words.filter((one) => word.length > 3 && one.startsWith(word));
  const near = nearest(word, words) ?? (longer.length === 1 ? longer[0] : undefined);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function article(type: string): string {
  const words: Record<string, string> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    string: 'text',
    number: 'a number',
  };
  return words[type] ?? type;
}
