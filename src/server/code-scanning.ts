// Puts the findings of a pull request into code scanning as well, where policy asks for it.
// https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Review } from '../engine/review.ts';
import { maxKeptResults, renderSarif } from '../reporters/sarif.ts';
import { isUncertain, statusOf, type Octokit } from './github.ts';

/** Where the findings belong. */
export interface UploadPlace {
  octokit: Octokit;
  owner: string;
  repo: string;
  number: number;
  headSha: string;
  signal?: AbortSignal;
  /** Waits before a write whose fate is unknown is repeated, in milliseconds. */
  settleMs?: readonly number[];
}

const pack = promisify(gzip);

/** https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const maxPackedBytes = 10 * 1024 * 1024;

/**
 * Uploads what counts. May be repeated at will: an analysis of the same tool, category, commit and ref takes the place of
 * the one before. Returns why nothing was uploaded, for the report; undefined when all is well or policy asks for nothing.
 */
export async function uploadFindings(review: Review, place: UploadPlace): Promise<string | undefined> {
  if (review.policy.codeScanning !== 'upload') return undefined;
  const sarif = await packed(review);
  const pauses = place.settleMs ?? [500, 1500];
  for (let attempt = 0; ; attempt++) {
    try {
      await place.octokit.rest.codeScanning.uploadSarif({
        owner: place.owner,
        repo: place.repo,
        commit_sha: place.headSha,
        ref: `refs/pull/${place.number}/head`,
        sarif,
        ...(place.signal && { request: { signal: place.signal } }),
      });
      return undefined;
    } catch (error) {
      const status = statusOf(error);
      const pause = pauses[attempt];
      if (isUncertain(error) && pause !== undefined) {
        await sleep(pause);
        continue;
      }
      if (status === undefined || status === 401 || status === 429 || place.signal?.aborted === true)
        throw error;
      return reasonOf(status);
    }
  }
}

function reasonOf(status: number): string {
  if (status === 403) return 'the App may not write to code scanning, or it is not switched on here';
  if (status === 404) return 'this repository has no code scanning';
  if (status === 413) return 'GitHub says that the report is too large';
  return `GitHub refused it (${status})`;
}

/** Fewer results until they fit; the worst stay. */
async function packed(review: Review): Promise<string> {
  for (let maxResults = maxKeptResults; ; maxResults = Math.floor(maxResults / 2)) {
    const text = renderSarif(review, {
      version: version(),
      rules: new Map(),
      onlyReported: true,
      isCompact: true,
      maxResults,
    });
    const bytes = await pack(text);
    if (bytes.length <= maxPackedBytes || maxResults === 0) return bytes.toString('base64');
  }
}

let known: string | undefined;

function version(): string {
  known ??= (
    JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  ).version;
  return known;
}
