// LangGuard scans its own source in `npm run check:static`: that command, under our own policy, fails on a finding of medium or above.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { startCli } from './cli-process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const [command, ...args] = (scripts['scan:own'] ?? '').split(' bin/langguard.js ');
const cli = startCli();
const folder = mkdtempSync(join(tmpdir(), 'langguard-self-scan-'));
afterAll(() => {
  cli.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the script says of a tree like ours with one file more. */
async function scanned(name: string, text: string): Promise<{ code: number; out: string }> {
  const cwd = mkdtempSync(join(folder, 'tree-'));
  for (const part of ['src', 'scripts', 'bench']) {
    mkdirSync(join(cwd, part));
    writeFileSync(join(cwd, part, 'fine.ts'), 'export const fine = 1;\n');
  }
  copyFileSync(join(root, '.langguard.yml'), join(cwd, '.langguard.yml'));
  writeFileSync(join(cwd, name), text);
  return cli.run((args[0] ?? '').split(' '), { cwd, env: { ...process.env } });
}

const shell = `import { exec } from 'node:child_process';\n\nexport const list = (name: string) => exec(\`ls \${name}\`);\n`;
const slow = `export const isName = (text: string) => /^(\\w+\\s?)*$/.test(text);\n`;

test('is part of the checks', () => {
  expect(command).toBe('node');
  expect(scripts['check:static']).toContain('npm run scan:own');
});

test.each([
  ['src/a.ts', shell],
  ['src/b.ts', slow],
  ['scripts/a.ts', shell],
  ['bench/a.ts', shell],
])('refuses %s with a finding', async (name, text) => {
  const { code, out } = await scanned(name, text);
  expect(out).toMatch(new RegExp(`^${name}$`, 'm'));
  expect(code).toBe(1);
});

test('takes what has none', async () => {
  expect(await scanned('src/a.ts', 'export const other = 2;\n')).toMatchObject({ code: 0 });
});
