// The tools that a scan is measured beside: installed into a folder of the bench, never into our dependencies.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command to time. */
export interface Reference {
  name: string;
  command: string;
  args: string[];
}

/** Pinned, so that two runs compare the same. */
const packages = [
  'secretlint@13.0.6',
  '@secretlint/secretlint-rule-preset-recommend@13.0.7',
  'eslint@10.15.0',
  'eslint-plugin-security@4.1.0',
  '@typescript-eslint/parser@8.73.0',
  'typescript@5.9.3',
  '@ast-grep/cli@0.51.1',
];

/** Expressions of the kind that a reviewer would search for: the least work that finds anything. */
const expressions = [
  'eval\\(',
  'exec\\(',
  'innerHTML\\s*=',
  'dangerouslySetInnerHTML',
  'child_process',
  'shell\\s*=\\s*True',
  'createHash\\([\'"](?:md5|sha1)',
  'hashlib\\.(?:md5|sha1)',
  'Math\\.random\\(',
  'verify\\s*=\\s*False',
  'rejectUnauthorized:\\s*false',
  'pickle\\.loads?\\(',
  'yaml\\.load\\(',
  '(?:SELECT|INSERT|UPDATE|DELETE)\\b.*(?:\\$\\{|%s|"\\s*\\+|\\.format\\()',
  'AKIA[0-9A-Z]{16}',
  'gh[pousr]_[0-9A-Za-z]{36}',
  'sk_live_[0-9a-zA-Z]{24}',
  'xox[abprs]-[0-9A-Za-z-]{10,}',
  '-----BEGIN [A-Z ]*PRIVATE KEY-----',
  '(?i)(?:password|passwd|secret|token|api_?key)\\s*[:=]\\s*[\'"][^\'"]{8,}[\'"]',
];

/** Patterns for ast-grep of the same kinds. */
const patterns: Record<string, string[]> = {
  JavaScript: [
    'eval($A)',
    'new Function($$$A)',
    '$A.innerHTML = $B',
    'crypto.createHash($A)',
    'Math.random()',
    '$A.exec($$$B)',
    '$A.query($$$B)',
  ],
  TypeScript: [
    'eval($A)',
    'new Function($$$A)',
    '$A.innerHTML = $B',
    'crypto.createHash($A)',
    'Math.random()',
    '$A.exec($$$B)',
    '$A.query($$$B)',
  ],
  Python: [
    'eval($A)',
    'exec($A)',
    'os.system($A)',
    'hashlib.md5($$$A)',
    'pickle.loads($$$A)',
    'yaml.load($$$A)',
    '$A.execute($$$B)',
  ],
};

/** Installs what is missing and says how each tool is run from that folder over `corpus` in it. Throws when npm does. */
export function references(folder: string): { found: Reference[]; missing: string[] } {
  mkdirSync(folder, { recursive: true });
  const bin = join(folder, 'node_modules', '.bin');
  if (!existsSync(join(bin, 'ast-grep')))
    execFileSync(
      'npm',
      ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', ...packages],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  writeFileSync(
    join(folder, '.secretlintrc.json'),
    JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }),
  );
  writeFileSync(
    join(folder, 'eslint.config.mjs'),
    `import security from 'eslint-plugin-security';
import parser from '@typescript-eslint/parser';
export default [
  { ...security.configs.recommended, files: ['**/*.{js,cjs,mjs,ts,mts,cts}'], linterOptions: { noInlineConfig: true } },
  { files: ['**/*.{ts,mts,cts}'], languageOptions: { parser } },
];
`,
  );
  const rules = Object.entries(patterns).flatMap(([language, list]) =>
    list.map((pattern, n) =>
      JSON.stringify({
        id: `${language}-${n}`,
        language,
        severity: 'warning',
        message: 'found',
        rule: { pattern },
      }),
    ),
  );
  mkdirSync(join(folder, 'rules'), { recursive: true });
  writeFileSync(join(folder, 'rules', 'all.yml'), rules.join('\n---\n'));
  writeFileSync(join(folder, 'sgconfig.yml'), 'ruleDirs: [rules]\n');
  writeFileSync(join(folder, 'expressions.txt'), `${expressions.join('\n')}\n`);

  const found: Reference[] = [
    {
      name: `ast-grep, ${rules.length} patterns`,
      command: join(bin, 'ast-grep'),
      args: ['scan', '--json=stream', 'corpus'],
    },
    {
      name: 'secretlint, recommended preset',
      command: join(bin, 'secretlint'),
      args: ['--format', 'json', 'corpus/**/*'],
    },
    {
      name: 'eslint with eslint-plugin-security (JS and TS only)',
      command: join(bin, 'eslint'),
      args: ['--config', 'eslint.config.mjs', '--no-warn-ignored', '--format', 'json', 'corpus'],
    },
  ];
  const missing: string[] = [];
  if (isOnPath('rg'))
    found.unshift({
      name: `ripgrep, ${expressions.length} expressions`,
      command: 'rg',
      args: ['--no-ignore', '--hidden', '-n', '-f', join(folder, 'expressions.txt'), 'corpus'],
    });
  else missing.push('ripgrep is not on PATH (Debian: apt-get install ripgrep); it was left out');
  return { found, missing };
}

function isOnPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, command)));
}
