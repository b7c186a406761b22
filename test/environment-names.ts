// Every variable that LangGuard reads, taken from where it reads them, so that deployments cannot set one that nobody knows.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src', import.meta.url));
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(
    (path) =>
      /^(?:server|lookups|store|main\.ts)/.test(path) && path.endsWith('.ts') && !path.endsWith('.test.ts'),
  )
  .map((path) => readFileSync(`${source}/${path}`, 'utf8'))
  .join('\n');
const named = new Set(
  [...code.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|'(?:HOST|PORT)'|\b(?:HOST|PORT):/g)].map(([name]) =>
    name.replace(/[':]/g, ''),
  ),
);

/** Those, their files, and what Node and OpenTelemetry read by themselves. */
export const environmentNames: readonly string[] = [
  ...named,
  ...[...named].map((name) => `${name}_FILE`),
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
];
