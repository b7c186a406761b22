// Reads .npmrc texts: which registry serves which scope, and with what credentials.
import npmFetch from 'npm-registry-fetch';

/** One .npmrc. A trusted one is the administrator's or the user's; a repository's own is not. */
export interface Npmrc {
  text: string;
  isTrusted: boolean;
}

/** Flat options for npm-registry-fetch, and the scopes that an untrusted file sends elsewhere. */
export interface NpmConfig {
  options: Record<string, string>;
  /** Scope (`@acme`, or an empty text for the default) → the registry that a repository names and nobody approved. */
  unapproved: ReadonlyMap<string, string>;
}

/** Merges .npmrc texts, later ones first to win. `env` replaces `${NAME}` in trusted ones only. */
export function readNpmrc(
  files: readonly Npmrc[],
  env: Readonly<Record<string, string | undefined>> = {},
): NpmConfig {
  const options: Record<string, string> = {};
  const wished = new Map<string, string>();
  for (const { text, isTrusted } of files) {
    for (const line of text.split(/\r?\n/)) {
      const match = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
      const [, key, raw] = match ?? [];
      if (key === undefined || raw === undefined || key.endsWith('[]')) continue;
      const written = raw.replace(/^(["'])(.*)\1$/, '$2');
      const scope = key === 'registry' ? '' : /^(@[^:]+):registry$/.exec(key)?.[1];
      if (isTrusted) {
        // npm leaves a name that is not set as it is written.
        options[key] = written.replace(/\$\{([^}]+)\}/g, (whole, name: string) => env[name] ?? whole);
      } else if (scope !== undefined && !written.includes('${')) wished.set(scope, written);
    }
  }
  const approved = new Set(
    Object.entries(options)
      .filter(([key]) => key === 'registry' || key.endsWith(':registry'))
      .map(([, url]) => trimmed(url)),
  );
  approved.add(trimmed(npmFetch.pickRegistry('any')));
  const unapproved = new Map<string, string>();
  for (const [scope, url] of wished) {
    const key = scope === '' ? 'registry' : `${scope}:registry`;
    // What the administrator or the user set stays.
    if (options[key] !== undefined) continue;
    if (approved.has(trimmed(url))) options[key] = url;
    else unapproved.set(scope, url);
  }
  return { options, unapproved };
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '').toLowerCase();
}
