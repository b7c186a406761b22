// Reads which actions and reusable workflows a workflow or a composite action uses.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { entriesOf, readYaml, type YamlNode, type YamlScalar } from '../../text/yaml-tree.ts';
import { dependency, lineIndex, readSafely, regionOf } from '../reading.ts';
import { isCommit, isPartial } from './versions.ts';

/** Whether a path is that of a workflow, or of an action's own file. */
export function isWorkflowPath(path: string): boolean {
  if (/(?:^|\/)(?:node_modules|vendor)\//.test(path)) return false;
  return /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/.test(path);
}

/** The actions that a file uses; never throws. */
export function readUses(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    if (!body.includes('uses')) return;
    const read = readYaml(body);
    if ('reason' in read) {
      into.unreadable.push({ reason: read.reason });
      return;
    }
    const place = lineIndex(body);
    const seen = new Set<number>();
    for (const root of read.documents) {
      for (const scalar of usesIn(root)) {
        // An anchor's value is reached again through each alias.
        if (seen.has(scalar.start)) continue;
        seen.add(scalar.start);
        const end = body.indexOf('\n', scalar.end);
        const comment = /^['"]?[ \t]*#(.*)/.exec(body.slice(scalar.end, end === -1 ? undefined : end))?.[1];
        const found = readOne(scalar.text.trim(), comment);
        if (!found) continue;
        into.dependencies.push(
          dependency({
            ecosystem: 'actions',
            path,
            ...regionOf(body, place, scalar.start, scalar.end),
            scope: 'build',
            source: 'registry',
            direct: true,
            registry: undefined,
            resolved: undefined,
            integrity: undefined,
            requires: undefined,
            ...found,
          }),
        );
      }
    }
  });
}

type Found = Pick<Dependency, 'name' | 'writtenName'> & {
  requirement: string | undefined;
  version: string | undefined;
  form: string | undefined;
};

/** What `owner/name/folder@ref # v1` names; undefined for local ones, images and expressions. */
function readOne(text: string, comment: string | undefined): Found | undefined {
  if (text.startsWith('.') || text.startsWith('docker:') || text.includes('${{')) return undefined;
  const match = /^(([\w.-]+\/[\w.-]+)(?:\/[^@\s]*)?)(?:@(\S+))?$/.exec(text);
  if (!match) return undefined;
  const [, writtenName = '', name = '', ref] = match;
  const common = { name: name.toLowerCase(), writtenName };
  const tag = ref?.replace(/^refs\/(?:tags|heads)\//, '');
  if (tag === undefined) return { ...common, requirement: undefined, version: undefined, form: undefined };
  if (isCommit(tag)) {
    // The bots that pin commits write the tag behind them.
    const told = /^\s*(?:tag=|pin@|ratchet:\S+@|@)?(v?\d+(?:\.\d+){0,3}[\w.+-]*)(?:\s|$)/i.exec(
      comment ?? '',
    )?.[1];
    const version = told === undefined ? tag : isPartial(told) ? `${told}.*` : told;
    return { ...common, requirement: undefined, version, form: 'commit' };
  }
  const isFull = /^v?\d+\.\d+\.\d+/i.test(tag);
  return { ...common, requirement: tag, version: isFull ? tag : undefined, form: undefined };
}

/** The values of `uses` where GitHub reads them: in a job, and in a step. */
function* usesIn(root: YamlNode): Generator<YamlScalar> {
  for (const { key, value } of entriesOf(root)) {
    if (key === 'runs') yield* usesOfSteps(value);
    if (key !== 'jobs') continue;
    for (const job of entriesOf(value)) {
      yield* usesOf(job.value);
      yield* usesOfSteps(job.value);
    }
  }
}

function* usesOfSteps(node: YamlNode): Generator<YamlScalar> {
  for (const { key, value } of entriesOf(node))
    if (key === 'steps' && value.kind === 'list') for (const step of value.items) yield* usesOf(step);
}

function* usesOf(node: YamlNode): Generator<YamlScalar> {
  for (const { key, value } of entriesOf(node)) if (key === 'uses' && value.kind === 'scalar') yield value;
}
