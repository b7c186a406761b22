// LangGuard's version, from package.json.
import { readFileSync } from 'node:fs';

/** Such as `1.2.0`. */
export const version: string = String(
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: unknown })
    .version,
);
