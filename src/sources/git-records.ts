// Reads what tools wrote down of who authored the lines of a range's commits: git notes, checkpoints and trace files.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { AuthorshipRecord, Commit, Unread } from '../engine/change.ts';
import { git, GitFailure, readBlobs } from './git-process.ts';
import {
  checkpointNames,
  checkpointsOf,
  isNotesRef,
  notePathsOf,
  recordLimits,
  traceFile,
} from './record-places.ts';

interface Candidate {
  name: string;
  ref: string;
  commit?: string;
}

/** The records of the commits, in the order of the refs. What is too large or too much goes on record. */
export async function readGitRecords(
  commits: readonly Commit[],
  head: string,
  cwd: string,
  unread: Unread[],
): Promise<AuthorshipRecord[]> {
  const newest = commits.slice(-recordLimits.commits);
  if (newest.length < commits.length)
    unread.push({ what: 'origins', reason: `records of the newest ${newest.length} commits were read` });
  try {
    const candidates = [
      ...(await noteCandidates(newest, cwd)),
      ...(await checkpointCandidates(newest, cwd)),
      { name: `${head}:${traceFile}`, ref: traceFile },
    ];
    const records = await readCandidates(candidates, cwd, unread);
    if (!records.some(({ ref }) => ref === traceFile)) records.push(...(await traceOnDisk(cwd)));
    return records;
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    unread.push({ what: 'origins', reason: 'git could not show the records of authorship' });
    return [];
  }
}

async function refsLike(pattern: string, cwd: string): Promise<string[]> {
  const args = ['for-each-ref', '--count=200', '--format=%(refname)', pattern];
  return (await git(args, { cwd }))
    .toString('utf8')
    .split('\n')
    .filter((ref) => ref !== '');
}

async function noteCandidates(commits: readonly Commit[], cwd: string): Promise<Candidate[]> {
  const refs = (await refsLike('refs/notes/', cwd)).filter(isNotesRef).slice(0, recordLimits.refs);
  return refs.flatMap((ref) =>
    commits.flatMap(({ sha }) =>
      notePathsOf(sha).map((file) => ({ name: `${ref}:${file}`, ref, commit: sha })),
    ),
  );
}

async function checkpointCandidates(commits: readonly Commit[], cwd: string): Promise<Candidate[]> {
  const marked = commits.flatMap(({ sha, message }) => checkpointsOf(message).map((id) => ({ sha, id })));
  if (marked.length === 0) return [];
  const branches = [
    ...(await refsLike('refs/heads/entire/checkpoints/v1', cwd)),
    ...(await refsLike('refs/remotes/*/entire/checkpoints/v1', cwd)),
  ];
  return marked.flatMap(({ sha, id }) =>
    checkpointNames(id, branches).map(({ ref, file }) => ({ name: `${ref}:${file}`, ref, commit: sha })),
  );
}

async function readCandidates(
  candidates: readonly Candidate[],
  cwd: string,
  unread: Unread[],
): Promise<AuthorshipRecord[]> {
  const input = candidates.map(({ name }) => `${name}\n`).join('');
  const out = (await git(['cat-file', '--batch-check', '--buffer'], { cwd, input })).toString('latin1');
  const found: (Candidate & { id: string })[] = [];
  let bytes = 0;
  for (const [at, line] of out.split('\n').entries()) {
    const [, id, size] = /^([\da-f]{40,64}) blob (\d+)$/.exec(line) ?? [];
    const candidate = candidates[at];
    if (id === undefined || !candidate) continue;
    const isTrace = candidate.commit === undefined;
    if (Number(size) > (isTrace ? recordLimits.traceBytes : recordLimits.bytes)) {
      const of = isTrace ? '' : ` for ${candidate.commit?.slice(0, 7)}`;
      unread.push({ path: candidate.ref, what: 'origins', reason: `its record${of} is too large` });
      continue;
    }
    bytes += Number(size);
    if (bytes > recordLimits.totalBytes || found.length >= recordLimits.count) {
      unread.push({
        path: candidate.ref,
        what: 'origins',
        reason: 'there are too many records of authorship',
      });
      break;
    }
    found.push({ ...candidate, id });
  }
  const texts = new Map<string, string>();
  const ids = [...new Set(found.map(({ id }) => id))];
  await readBlobs(ids, { cwd }, (id, content) => void texts.set(id, content.toString('utf8')));
  return found.flatMap(({ ref, commit, id }) => {
    const text = texts.get(id);
    return text === undefined ? [] : [{ ref, ...(commit !== undefined && { commit }), text }];
  });
}

/** Tools append to the file while they work, and many projects do not commit it. */
async function traceOnDisk(cwd: string): Promise<AuthorshipRecord[]> {
  const file = path.join(cwd, traceFile);
  try {
    const stat = await fs.lstat(file);
    if (!stat.isFile() || stat.size > recordLimits.traceBytes) return [];
    if ((await fs.realpath(file)) !== path.join(await fs.realpath(cwd), traceFile)) return [];
    return [{ ref: traceFile, text: await fs.readFile(file, 'utf8') }];
  } catch {
    return [];
  }
}
