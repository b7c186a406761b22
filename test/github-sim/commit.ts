// Writes commits quickly, thousands of files at a time, through `git fast-import`.
import { git, resolveCommit } from './git.ts';

/** What stands at a path after the commit; null deletes it. */
export type Entry =
  string | Buffer | { symlink: string } | { submodule: string } | { executable: string } | null;

/** A name and an address as git writes them. */
export interface Person {
  name: string;
  email: string;
}

/** A commit to be made. */
export interface NewCommit {
  branch: string;
  /** A branch or commit, or null for a first commit; the branch's own head by default. */
  parent?: string | null;
  /** Further parents, which make a merge commit. */
  merge?: string[];
  files: Record<string, Entry>;
  /** True to drop every file of the parent that is not named. */
  replace?: boolean;
  message?: string;
  author?: Person;
  committer?: Person;
  /** ISO 8601. */
  date?: string;
}

function quotePath(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

function writeEntry(out: Buffer[], path: string, entry: Entry): void {
  const put = (mode: string, data: string | Buffer) => {
    const bytes = Buffer.from(data as string);
    out.push(
      Buffer.from(`M ${mode} inline ${quotePath(path)}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    );
  };
  if (entry === null) out.push(Buffer.from(`D ${quotePath(path)}\n`));
  else if (typeof entry === 'string' || Buffer.isBuffer(entry)) put('100644', entry);
  else if ('symlink' in entry) put('120000', entry.symlink);
  else if ('executable' in entry) put('100755', entry.executable);
  else out.push(Buffer.from(`M 160000 ${entry.submodule} ${quotePath(path)}\n`));
}

/** Commits files to a branch of a bare repository and gives the new commit's sha; the branch is moved by force. */
export async function writeCommit(
  dir: string,
  defaultBranch: string,
  commit: NewCommit & { date: string; author: Person },
): Promise<string> {
  const parent =
    commit.parent === null
      ? undefined
      : commit.parent !== undefined
        ? await resolveCommit(dir, commit.parent)
        : ((await resolveCommit(dir, `refs/heads/${commit.branch}`)) ??
          (await resolveCommit(dir, `refs/heads/${defaultBranch}`)));
  if (typeof commit.parent === 'string' && parent === undefined)
    throw new Error(`There is no commit ${commit.parent} to build on.`);
  const seconds = Math.floor(Date.parse(commit.date) / 1000);
  const signed = (person: Person) => `${person.name} <${person.email}> ${seconds} +0000`;
  const message = Buffer.from(commit.message ?? 'Change');
  const ref = `refs/heads/${commit.branch}`;
  const out: Buffer[] = [
    // A reset first: otherwise fast-import would build on the branch itself.
    Buffer.from(
      `reset ${ref}\n${parent === undefined ? '' : `from ${parent}\n`}\ncommit ${ref}\nmark :1\n` +
        `author ${signed(commit.author)}\ncommitter ${signed(commit.committer ?? commit.author)}\ndata ${message.length}\n`,
    ),
    message,
    Buffer.from(`\n${parent === undefined ? '' : `from ${parent}\n`}`),
  ];
  for (const other of commit.merge ?? []) out.push(Buffer.from(`merge ${other}\n`));
  if (commit.replace === true) out.push(Buffer.from('deleteall\n'));
  for (const [path, entry] of Object.entries(commit.files)) writeEntry(out, path, entry);
  out.push(Buffer.from('\nget-mark :1\ndone\n'));
  const answer = await git(dir, ['fast-import', '--quiet', '--force', '--done'], Buffer.concat(out));
  return answer.toString().trim();
}
