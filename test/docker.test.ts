// The image cannot be built here, so this does what the Dockerfile says by hand: the same files, the same packages, the same command.
import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const instructions = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .map((line) => /^([A-Z]+)\s+(.*)$/.exec(line))
  .filter((match) => match !== null)
  .map(([, name = '', rest = '']) => ({ name, rest }));

/** What the last stage copies from the checkout. */
const copied = instructions
  .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
  .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
const command = JSON.parse(instructions.findLast(({ name }) => name === 'CMD')?.rest ?? '[]') as string[];
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');

let image: string;

beforeAll(() => {
  image = mkdtempSync(join(tmpdir(), 'langguard-image-'));
  for (const path of new Set(copied)) copyInto(path);
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean; link?: boolean }>;
  };
  const production = Object.entries(lock.packages)
    .filter(
      ([path, one]) =>
        path.startsWith('node_modules/') && !one.dev && !one.optional && !one.devOptional && !one.link,
    )
    .map(([path]) => path);
  // A folder comes with the packages inside it, so the outer ones suffice; dev packages nested in them would be a mistake of npm's.
  for (const path of production)
    if (!production.some((other) => path.startsWith(`${other}/node_modules/`))) copyInto(path);
});

afterAll(() => rmSync(image, { recursive: true, force: true }));

function copyInto(path: string): void {
  mkdirSync(dirname(join(image, path)), { recursive: true });
  try {
    // Hard links: the same bytes without the time to copy them; not possible across devices.
    execFileSync('cp', ['-al', join(root, path), join(image, path)], { stdio: 'pipe' });
  } catch {
    rmSync(join(image, path), { recursive: true, force: true });
    execFileSync('cp', ['-a', join(root, path), join(image, path)]);
  }
}

test('every path that it copies exists and is let through by .dockerignore', () => {
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(copied.filter((path) => !ignored.includes(`!${path.split('/')[0]}`))).toEqual([]);
});

test('it does not run as root, has a health check and installs production dependencies only', () => {
  // A number, which Kubernetes' runAsNonRoot can judge.
  expect(instructions.findLast(({ name }) => name === 'USER')?.rest).toBe('1000:1000');
  expect(instructions.some(({ name }) => name === 'HEALTHCHECK')).toBe(true);
  expect(instructions.find(({ name }) => name === 'RUN')?.rest).toContain(
    '--omit=dev --omit=optional --ignore-scripts',
  );
});

test('each stage has the same base, which can be pinned, and the last one no package manager', () => {
  const bases = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0]);
  expect(bases).toEqual(['${NODE_IMAGE}', '${NODE_IMAGE}']);
  expect(instructions.find(({ name }) => name === 'ARG')?.rest).toMatch(/^NODE_IMAGE=node:\d+-slim$/);
  const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
  const removal = last.find(({ name }) => name === 'RUN')?.rest ?? '';
  for (const tool of ['npm', 'npx', 'corepack', 'yarn']) expect(removal).toContain(`/usr/local/bin/${tool}`);
  // Files are root's: a COPY that hands them to the user of the App would let it change itself.
  expect(last.filter(({ name, rest }) => name === 'COPY' && rest.includes('--chown'))).toEqual([]);
  expect(last.filter(({ name, rest }) => name === 'ENV' && /SECRET|KEY|TOKEN/.test(rest))).toEqual([]);
});

test('without credentials the start command says how to register the App', async () => {
  const { code, output } = await run({});
  expect(code).toBe(2);
  expect(output).toContain('app.yml');
});

test('with credentials the start command serves, the health check passes, and nothing is written beside the data', async () => {
  const before = filesOf(image);
  const port = await freePort();
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const { code, output } = await run(
    {
      APP_ID: '1',
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: 'a-secret-for-this-test-only'.repeat(2),
      PORT: String(port),
      HOST: '127.0.0.1',
      LANGGUARD_DATA: join(image, 'data'),
      // Nothing listens there: the App must serve while GitHub is down.
      GITHUB_API_URL: 'http://127.0.0.1:9',
    },
    port,
  );
  expect(output).toContain('healthy');
  expect(code).toBe(0);
  // So a read-only root is enough.
  expect([...filesOf(image)].filter((path) => !before.has(path) && !/^data(?:$|\/)/.test(path))).toEqual([]);
});

function filesOf(folder: string): Set<string> {
  return new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }));
}

/** Runs CMD; with a port it runs the health check until that passes and then ends the App. */
async function run(
  env: Record<string, string>,
  port?: number,
): Promise<{ code: number | null; output: string }> {
  const [program = '', ...args] = command;
  expect(program).toBe('node');
  const child = spawn(process.execPath, args, {
    cwd: image,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  if (port !== undefined) {
    const check = instructions.find(({ name }) => name === 'HEALTHCHECK')?.rest ?? '';
    const script = (JSON.parse(check.slice(check.indexOf('['))) as string[])[2] ?? '';
    for (let i = 0; i < 100 && !output.includes('healthy'); i++) {
      try {
        execFileSync(process.execPath, ['-e', script], {
          env: { ...process.env, PORT: String(port) },
          stdio: 'ignore',
        });
        output += 'healthy';
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
    child.kill('SIGTERM');
  }
  return { code: await ended, output };
}
