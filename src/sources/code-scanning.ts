// Reads what other scanners found from GitHub's code scanning: the analysis of a pull request's head, tool by tool.
// https://docs.github.com/en/rest/code-scanning/code-scanning#list-code-scanning-analyses-for-a-repository
import type { ScannerReport, Unread } from '../engine/change.ts';
import { maxLogBytes } from '../engine/scanners/shape.ts';
import { headers, isRefusedForNow, statusOf, type GitHubClient, type RepositoryName } from './github-api.ts';

/** Which head, and whose results are wanted, as GitHub spells the tools' names. */
export interface CodeScanningQuestion extends RepositoryName {
  number: number;
  head: string;
  tools: readonly string[];
}

/** What was read, and what was not and why. */
export interface CodeScanningAnswer {
  scanners: ScannerReport[];
  unread: Unread[];
}

/** Analyses of one tool for one head: one for each language or job. */
const maxAnalyses = 20;

interface Analysis {
  id: number;
  commit_sha: string;
  category: string;
  created_at: string;
  error: string;
}

/** Reads the newest analysis of each category. Throws only where GitHub refuses for now; the rest stands in `unread`. */
export async function readCodeScanning(
  octokit: GitHubClient,
  question: CodeScanningQuestion,
): Promise<CodeScanningAnswer> {
  const out: CodeScanningAnswer = { scanners: [], unread: [] };
  for (const tool of new Set(question.tools)) {
    try {
      const analyses = await analysesOf(octokit, question, tool);
      if (analyses.length === 0) out.unread.push(gap(tool, 'code scanning has none of this head (yet)'));
      for (const analysis of analyses.slice(0, maxAnalyses)) {
        if (analysis.error !== '')
          out.unread.push(gap(tool, 'code scanning says that the analysis has errors'));
        const text = await download(octokit, question, analysis.id);
        if (text === undefined) out.unread.push(gap(tool, 'the analysis is too large to be read'));
        else out.scanners.push({ name: tool, text });
      }
    } catch (error) {
      if (isRefusedForNow(error)) throw error;
      const reason = reasonOf(statusOf(error));
      out.unread.push(gap(tool, reason));
    }
  }
  return out;
}

function gap(tool: string, reason: string): Unread {
  return { what: 'scanner', reason: `results of ${tool}: ${reason}` };
}

function reasonOf(status: number | undefined): string {
  if (status === 403) return 'the App may not read code scanning, or it is not switched on here';
  if (status === 404) return 'this repository has no code scanning results';
  return `GitHub answered with an error (${status ?? 'none'})`;
}

/** Of the head itself, else of the merge commit that GitHub made of it, which is what Actions look at. */
async function analysesOf(
  octokit: GitHubClient,
  { owner, repo, number, head }: CodeScanningQuestion,
  tool: string,
): Promise<Analysis[]> {
  for (const kind of ['head', 'merge'] as const) {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/code-scanning/analyses', {
      owner,
      repo,
      tool_name: tool,
      ref: `refs/pull/${number}/${kind}`,
      per_page: 100,
      headers,
    });
    const rows = (data as Analysis[]).toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1));
    const newest = new Map<string, Analysis>();
    for (const row of rows) {
      if (newest.has(row.category)) continue;
      const isOfHead =
        row.commit_sha === head ||
        (kind === 'merge' && (await isMergeOf(octokit, { owner, repo }, row.commit_sha, head)));
      if (isOfHead) newest.set(row.category, row);
      // The newest of a category is of an older push.
      else if (kind === 'merge') break;
    }
    if (newest.size > 0) return [...newest.values()];
  }
  return [];
}

async function isMergeOf(
  octokit: GitHubClient,
  name: RepositoryName,
  commit: string,
  head: string,
): Promise<boolean> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
      ...name,
      commit_sha: commit,
      headers,
    });
    return data.parents[1]?.sha === head;
  } catch (error) {
    if (isRefusedForNow(error)) throw error;
    return false;
  }
}

async function download(
  octokit: GitHubClient,
  { owner, repo }: CodeScanningQuestion,
  id: number,
): Promise<string | undefined> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/code-scanning/analyses/{analysis_id}', {
    owner,
    repo,
    analysis_id: id,
    headers: { ...headers, accept: 'application/sarif+json' },
  });
  const text = asText(data);
  return text !== undefined && text.length <= maxLogBytes ? text : undefined;
}

/** Octokit takes a body whose type it does not know as JSON for bytes, and one that it knows for a value. */
function asText(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer)
    return data.byteLength > maxLogBytes ? undefined : Buffer.from(data).toString('utf8');
  return JSON.stringify(data);
}
