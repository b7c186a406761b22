// Reads a repository's policy and the rules beside it with one GraphQL query, in place of a request for each file.
import { headers, isRefusedForNow, statusOf, type FolderFile, type GitHubClient } from './github-api.ts';

/** The configuration as it stands at the tip of a branch. */
export interface ConfigFiles {
  /** The tip; absent where the branch was not named or is gone. */
  commit?: string;
  /** The text of the one file; undefined where it is not there. */
  text: string | undefined;
  /** The files right in the folder, sorted by path. */
  folder: FolderFile[];
}

/** What is read of a repository: on its default branch when `branch` is absent. */
export interface ConfigPlace {
  owner: string;
  repo: string;
  branch?: string;
  path: string;
  folder: string;
  wants: { isWanted(path: string): boolean; maxFiles: number; maxBytes: number };
}

interface Blob {
  text?: string | null;
  byteSize?: number;
  isTruncated?: boolean | null;
  isBinary?: boolean | null;
}
interface Answer {
  repository: {
    tip?: { target: { oid: string } | null } | null;
    file: Blob | null;
    folder: { entries?: { name: string; type: string; object: Blob | null }[] } | null;
  } | null;
}

/**
 * Both at once; undefined where GitHub does not say it so, and each must be read by itself. A repository that is not there
 * has neither. Throws when GitHub refuses for now.
 */
export async function readConfigFiles(
  { graphql }: GitHubClient,
  { owner, repo, branch, path, folder, wants }: ConfigPlace,
): Promise<ConfigFiles | undefined> {
  if (!graphql) return undefined;
  const at = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const blob = '... on Blob { text byteSize isTruncated isBinary }';
  const tip = branch === undefined ? '' : 'tip: ref(qualifiedName: $ref) { target { oid } }';
  const query = `query($owner: String!, $name: String!, $file: String!, $folder: String!${branch === undefined ? '' : ', $ref: String!'}) {
    repository(owner: $owner, name: $name) {
      ${tip}
      file: object(expression: $file) { ${blob} }
      folder: object(expression: $folder) { ... on Tree { entries { name type object { ${blob} } } } }
    }
  }`;
  const given = {
    owner,
    name: repo,
    file: `${at}:${path}`,
    folder: `${at}:${folder}`,
    ...(branch === undefined ? {} : { ref: at }),
    headers,
  };
  let repository: Answer['repository'];
  try {
    ({ repository } = await graphql<Answer>(query, given));
  } catch (error) {
    if (isMissing(error)) return { text: undefined, folder: [] };
    if (/rate limit/i.test(String(error)) || (statusOf(error) !== undefined && isRefusedForNow(error)))
      throw error;
    return undefined;
  }
  if (!repository) return undefined;
  const text = repository.file === null ? undefined : wholeText(repository.file);
  if (repository.file !== null && text === undefined) return undefined;
  const entries = (repository.folder?.entries ?? [])
    .filter(({ name, type }) => type === 'blob' && wants.isWanted(`${folder}/${name}`))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: FolderFile[] = [];
  for (const [index, { name, object }] of entries.entries()) {
    const isRead = index < wants.maxFiles && (object?.byteSize ?? 0) <= wants.maxBytes;
    const content = isRead && object ? wholeText(object) : undefined;
    if (isRead && content === undefined) return undefined;
    files.push({ path: `${folder}/${name}`, ...(content === undefined ? {} : { text: content }) });
  }
  const commit = repository.tip?.target?.oid;
  if (branch !== undefined && commit === undefined) return undefined;
  return { ...(commit === undefined ? {} : { commit }), text, folder: files };
}

/** GitHub cuts long texts off and shows nothing of binary ones. */
function wholeText({ text, isTruncated, isBinary }: Blob): string | undefined {
  return typeof text === 'string' && isTruncated !== true && isBinary !== true ? text : undefined;
}

function isMissing(error: unknown): boolean {
  const { errors } = error as { errors?: unknown };
  return (
    Array.isArray(errors) &&
    errors.length > 0 &&
    errors.every((one: { type?: unknown } | null) => one?.type === 'NOT_FOUND')
  );
}
