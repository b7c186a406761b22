// What is risky in shell commands, wherever they stand: scripts, image builds, workflow steps.
import { type Command, type Pipeline, type Word, allPipelines, readShell } from '../../text/shell.ts';
import type { Verdict } from '../verdict.ts';
import { argumentVerdicts } from './arguments.ts';
import { uncheckedTls } from './certificates.ts';
import { hasChecksum, pipedToShell, plainDownload } from './downloads.ts';
import { encodedPrograms } from './encoded.ts';
import { evaluations } from './evaluations.ts';
import { deletions, temporaryFiles } from './files.ts';
import { hostVerdicts } from './host.ts';
import { programOf, shells } from './program.ts';
import { freeSudo, openModes } from './rights.ts';
import { openServers } from './servers.ts';
import { tracedSecrets } from './traces.ts';
import { writtenSettings } from './written.ts';

/** Where the commands stand. */
export interface ShellPlace {
  /** True for scripts whose variables may hold what a caller gave; an image's build has none. */
  hasCallers: boolean;
  /** Told when there are more commands than are read. */
  onCut?: () => void;
}

/** Looking for the function around each takes time, and more say the same thing. */
const maxEvaluations = 50;

/** Everything that the commands of a stretch of text do wrong. */
export function* checkShell(
  text: string,
  from: number,
  to: number,
  place: ShellPlace,
  depth = 0,
): Generator<Verdict> {
  yield* checkPipelines(text, [...allPipelines(readShell(text, from, to, place.onCut))], place, depth);
}

/** The same of commands that were read already. */
export function* checkPipelines(
  text: string,
  pipelines: readonly Pipeline[],
  place: ShellPlace,
  depth = 0,
): Generator<Verdict> {
  const downloads = new Map<string, Command>();
  const pinned = hasChecksum(pipelines);
  const variables = variablesOf(pipelines);
  let evaluated = 0;
  for (const pipeline of pipelines) {
    yield* encodedPrograms(pipeline);
    yield* pipedToShell(pipeline, pinned, downloads, variables);
    for (const command of pipeline.commands) {
      const inner = scriptWord(command);
      if (inner && depth < 3) yield* checkShell(text, inner.start + 1, inner.end - 1, place, depth + 1);
      yield* uncheckedTls(command);
      yield* openModes(command);
      yield* deletions(command, variables);
      if (place.hasCallers && evaluated < maxEvaluations)
        for (const verdict of evaluations(text, command, variables)) {
          evaluated++;
          yield verdict;
        }
      if (place.hasCallers) yield* temporaryFiles(command, variables);
      yield* freeSudo(command, pipeline);
      yield* writtenSettings(command, pipeline);
      yield* openServers(command);
      yield* hostVerdicts(command, pipeline, place.hasCallers);
      if (!pinned) yield* plainDownload(command);
      yield* argumentVerdicts(command, place.hasCallers);
    }
  }
  if (place.hasCallers) yield* tracedSecrets(pipelines);
}

/** The quoted script of `sh -c '…'`. */
function scriptWord(command: Command): Word | undefined {
  const program = programOf(command);
  if (!program || !shells.test(program.name)) return undefined;
  const at = program.args.findIndex(({ text }) => /^-\w*c$/.test(text));
  const word = at === -1 ? undefined : program.args[at + 1];
  return word && /^(['"])[\s\S]*\1$/.test(word.raw) ? word : undefined;
}

/** Variables with what is assigned to them in this script. */
function variablesOf(pipelines: readonly Pipeline[]): Map<string, Word[]> {
  const out = new Map<string, Word[]>();
  for (const { commands } of pipelines)
    for (const { words } of commands)
      for (const word of words) {
        const name = /^(\w+)\+?=/.exec(word.raw)?.[1];
        if (name === undefined) {
          if (/^(?:export|local|readonly|declare|typeset|-\w+)$/.test(word.raw)) continue;
          break;
        }
        {
          const values = out.get(name) ?? [];
          if (values.length < 20) values.push(word);
          out.set(name, values);
        }
      }
  return out;
}
