// Chooses what of the repository around a change says how its agents are kept from secrets and from marking commits.
import type { AgentSurroundings, ChangedFile } from '../../change.ts';
import { isSupportPath } from '../code/paths.ts';
import { ignorePath } from './protections.ts';

/** Files that tell some agent how to work here; that one of them is there says that the agent is used. */
const configuration =
  /(?:^|\/)(?:CLAUDE(?:\.local)?\.md|GEMINI\.md|QWEN\.md|\.cursorrules|\.windsurfrules|\.clinerules|\.roomodes|\.aider\.conf\.ya?ml|\.junie\.md)$|(?:^|\/)\.(?:claude|cursor|gemini|qwen|windsurf|clinerules|roo|junie|continue|augment)\//;

const steering =
  /(?:^|\/)\.claude\/settings(?:\.\w+)?\.json$|(?:^|\/)\.(?:gemini|qwen)\/settings\.json$|(?:^|\/)\.codex\/config\.toml$|(?:^|\/)\.aider\.conf\.ya?ml$|(?:^|\/)\.?crush\.json$|(?:^|\/)(?:\.husky|\.githooks|git-hooks|hooks)\/(?:commit-msg|prepare-commit-msg)$/;

const secretFile =
  /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json|\.ya?ml)?|secrets?\.(?:json|ya?ml|toml|env)|service[-_]?account[\w-]*\.json|[\w.-]+\.(?:pem|key|p12|pfx|jks|keystore|kdbx)|terraform\.tfvars|[\w.-]+\.auto\.tfvars|\.netrc|\.pgpass|kubeconfig)$/i;
const publicKey = /(?:\.pub|public[\w.-]*|\bca|cert(?:s|ificates?)?|chain|bundle)\.(?:pem|key)$/i;

/** More files than these say nothing new. */
const maxTexts = 30;
const maxSecretFiles = 20;

/** Whether a file tells an agent how to work here. */
export function isAgentConfiguration({ path, status }: Pick<ChangedFile, 'path' | 'status'>): boolean {
  return status !== 'removed' && (configuration.test(path) || steering.test(path));
}

/** Whether a file holds secrets by its name, or is the pattern of one that does. */
export function isSecretFile(path: string): boolean {
  return (
    secretFile.test(path) && !publicKey.test(path) && (/(?:^|\/)\.env/.test(path) || !isSupportPath(path))
  );
}

/** What to read, and what there is to be kept from agents. */
export function agentsAround(
  paths: readonly string[],
  files: readonly ChangedFile[],
): { read: string[]; secretFiles: AgentSurroundings['secretFiles'] } {
  const changed = new Set(files.map(({ path }) => path));
  const byDepth = (a: string, b: string): number =>
    a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
  return {
    read: paths
      .filter((path) => !changed.has(path) && (ignorePath.test(path) || steering.test(path)))
      .toSorted(byDepth)
      .slice(0, maxTexts),
    secretFiles: paths.filter(isSecretFile).toSorted(byDepth).slice(0, maxSecretFiles),
  };
}
