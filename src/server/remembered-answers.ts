// Remembers what GitHub answered, so that asking again costs nothing: a 304 is not counted against the hourly limit.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
import type { Octokit } from './github.ts';

/** Answers of one process, the least recently used ones forgotten first. */
export interface RememberedAnswers {
  /** Makes a client ask with the tag of the last answer that the same installation got. */
  use(installationId: number, client: Octokit): void;
}

interface Kept {
  etag: string;
  /** As text, so that nobody changes what another is given. */
  data: string;
  headers: Record<string, unknown>;
  url: string;
}

/** What is asked again and again, and holds no source: pull requests, trees and refs. */
const worthIt = /\/repos\/[^/]+\/[^/]+\/(?:pulls\/\d+|git\/(?:trees|ref|matching-refs)\/[^?]+)(?:\?|$)/;

const maxChars = 32_000_000;
/** A larger answer would push out hundreds of others. */
const maxAnswerChars = 4_000_000;

/** Remembers up to `limit` characters. */
export function rememberAnswers(limit = maxChars): RememberedAnswers {
  const kept = new Map<string, Kept>();
  let chars = 0;
  const forget = (key: string): void => {
    const known = kept.get(key);
    if (!known) return;
    chars -= known.data.length;
    kept.delete(key);
  };
  const remember = (key: string, answer: Kept): void => {
    forget(key);
    if (answer.data.length > maxAnswerChars) return;
    kept.set(key, answer);
    chars += answer.data.length;
    for (const oldest of kept.keys()) {
      if (chars <= limit) break;
      forget(oldest);
    }
  };
  return {
    use(installationId, client) {
      client.hook.wrap('request', async (request, options) => {
        if (options.method !== 'GET') return await request(options);
        const { url } = client.request.endpoint.parse(options);
        if (!worthIt.test(url)) return await request(options);
        // GitHub's tag depends on the token as well: another one is simply answered in full.
        const key = JSON.stringify([installationId, url, options.headers.accept]);
        const known = kept.get(key);
        try {
          // Other hooks get these very options, whatever is handed on.
          if (known) options.headers['if-none-match'] = known.etag;
          const answer = await request(options);
          const { etag } = answer.headers;
          const data =
            typeof etag === 'string' && answer.status === 200 ? JSON.stringify(answer.data) : undefined;
          if (typeof etag === 'string' && data !== undefined)
            remember(key, { etag, data, headers: answer.headers, url: answer.url });
          else forget(key);
          return answer;
        } catch (error) {
          const { status, response } = error as { status?: unknown; response?: { headers?: object } };
          if (status !== 304 || !known) throw error;
          kept.delete(key);
          kept.set(key, known);
          return {
            status: 200,
            url: known.url,
            // What is left of the limit is what it is now.
            headers: { ...known.headers, ...response?.headers },
            data: JSON.parse(known.data) as unknown,
          } as Awaited<ReturnType<typeof request>>;
        }
      });
    },
  };
}
