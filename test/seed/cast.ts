// Who and what appears in the made-up year: repositories, people, tools, and the rules that fire.
import type { Severity } from '../../src/engine/finding.ts';
import type { Grade } from '../../src/engine/origin.ts';

/** Forty names of a made-up company. */
export const repositoryNames =
  'shop orders payments invoices catalogue search accounts sessions mobile-api web admin reports warehouse shipping returns pricing coupons loyalty recommendations notifications mailer chat support-desk data-pipeline metrics events etl ml-features model-serving agents infra terraform-modules ci-templates design-system docs-site partner-gateway fraud-scoring ledger identity feature-flags'.split(
    ' ',
  );

export const people =
  'dana kim pat lee alex sam robin jo chris taylor morgan jamie casey riley avery quinn noa ines yuki amara luca zeynep mateo freya omar priya'.split(
    ' ',
  );

/** Teams and what they write; a repository may be of two, and some are of none. */
export const teams: readonly (readonly [slug: string, name: string, repositories: string])[] = [
  ['storefront', 'Storefront', 'shop catalogue search web pricing coupons loyalty recommendations'],
  ['orders', 'Orders', 'orders warehouse shipping returns invoices'],
  ['payments', 'Payments', 'payments invoices fraud-scoring ledger partner-gateway'],
  ['accounts', 'Accounts', 'accounts sessions identity mobile-api'],
  ['data', 'Data', 'reports data-pipeline metrics events etl ml-features model-serving recommendations'],
  ['platform', 'Platform', 'infra terraform-modules ci-templates feature-flags identity design-system'],
  ['support', 'Support tools', 'admin chat support-desk mailer notifications'],
];

/** How a tool shows, how often, and how its lines compare to others'. */
export interface SeedTool {
  id: string;
  name: string;
  models: string[];
  grade: Grade;
  weight: number;
  care: number;
}

export const tools: SeedTool[] = [
  {
    id: 'claude-code',
    name: 'Claude Code',
    models: ['Opus 4.5', 'Sonnet 4.5'],
    grade: 'claimed',
    weight: 38,
    care: 1,
  },
  { id: 'github-copilot', name: 'GitHub Copilot', models: [], grade: 'claimed', weight: 27, care: 0.86 },
  { id: 'cursor', name: 'Cursor', models: [], grade: 'claimed', weight: 15, care: 0.92 },
  {
    id: 'openai-codex',
    name: 'OpenAI Codex',
    models: ['gpt-5-codex'],
    grade: 'claimed',
    weight: 12,
    care: 1.08,
  },
  { id: 'gemini', name: 'Gemini', models: ['gemini-3-pro'], grade: 'hinted', weight: 5, care: 0.9 },
  { id: 'devin', name: 'Devin', models: [], grade: 'attested', weight: 3, care: 0.8 },
];

/** A rule that fires: how often among all, in which files, what a line looks like, and how often people think it wrong. */
export interface SeedRule {
  rule: string;
  class: string;
  title: string;
  severity: Severity;
  weight: number;
  paths: string[];
  line: string;
  falseShare: number;
  /** How much more often it is found on lines of a tool. */
  ai?: number;
}

const python = ['app/views.py', 'app/db.py', 'service/handlers.py', 'jobs/export.py'];
const node = ['src/routes/orders.ts', 'src/server.ts', 'src/lib/http.ts', 'web/components/Profile.tsx'];
const manifest = ['package.json', 'requirements.txt', 'pyproject.toml'];

export const rules: SeedRule[] = [
  {
    rule: 'sql-from-interpolation',
    class: 'sql-injection',
    title: 'SQL statement is built from strings',
    severity: 'high',
    weight: 9,
    paths: python,
    line: 'cursor.execute(f"SELECT * FROM orders WHERE customer = \'{customer}\'")',
    falseShare: 0.04,
    ai: 1.2,
  },
  {
    rule: 'shell-from-interpolation',
    class: 'command-injection',
    title: 'Shell command is built from strings',
    severity: 'high',
    weight: 4,
    paths: python,
    line: 'os.system(f"tar czf /backups/{name}.tgz orders/")',
    falseShare: 0.05,
    ai: 1.1,
  },
  {
    rule: 'html-from-text',
    class: 'xss',
    title: 'Text goes into a page as HTML',
    severity: 'high',
    weight: 8,
    paths: node,
    line: 'element.innerHTML = `<h1>${title}</h1>`;',
    falseShare: 0.12,
  },
  {
    rule: 'tls-verification-off',
    class: 'insecure-transport',
    title: 'TLS certificates are not verified',
    severity: 'high',
    weight: 5,
    paths: python,
    line: 'requests.get(url, verify=False, timeout=10)',
    falseShare: 0.06,
    ai: 1.4,
  },
  {
    rule: 'aws-access-key',
    class: 'hardcoded-secret',
    title: 'AWS access key',
    severity: 'critical',
    weight: 3,
    paths: ['config/settings.py', 'deploy/env.ts'],
    line: 'AWS_ACCESS_KEY_ID = "AKIA****************"',
    falseShare: 0.05,
    ai: 0.9,
  },
  {
    rule: 'hardcoded-credential',
    class: 'hardcoded-secret',
    title: 'Key, token or secret written in the code',
    severity: 'high',
    weight: 7,
    paths: ['config/settings.py', 'test/fixtures.ts'],
    line: 'api_key = "********************************"',
    falseShare: 0.46,
  },
  {
    rule: 'weak-hash',
    class: 'weak-crypto',
    title: 'Broken hash function protects a secret',
    severity: 'medium',
    weight: 8,
    paths: [...python, ...node],
    line: 'digest = hashlib.md5(payload).hexdigest()',
    falseShare: 0.38,
  },
  {
    rule: 'weak-random',
    class: 'weak-crypto',
    title: 'Predictable random numbers make a secret',
    severity: 'medium',
    weight: 6,
    paths: node,
    line: 'const token = Math.random().toString(36);',
    falseShare: 0.22,
    ai: 1.2,
  },
  {
    rule: 'path-from-request',
    class: 'path-traversal',
    title: 'File path comes from the request',
    severity: 'high',
    weight: 5,
    paths: [...python, ...node],
    line: 'return send_file(os.path.join(ROOT, name))',
    falseShare: 0.1,
  },
  {
    rule: 'url-from-request',
    class: 'ssrf',
    title: 'Server fetches an address that the caller chooses',
    severity: 'high',
    weight: 4,
    paths: node,
    line: 'const answer = await fetch(request.query.url);',
    falseShare: 0.14,
  },
  {
    rule: 'unsafe-deserialization',
    class: 'deserialization',
    title: 'Data from outside is turned into objects by an unsafe loader',
    severity: 'high',
    weight: 4,
    paths: python,
    line: 'return yaml.load(answer.text)',
    falseShare: 0.03,
    ai: 1.3,
  },
  {
    rule: 'request-without-timeout',
    class: 'resource-limits',
    title: 'HTTP request may wait for ever',
    severity: 'low',
    weight: 12,
    paths: [...python, ...node],
    line: 'requests.post(url, json=body)',
    falseShare: 0.18,
  },
  {
    rule: 'route-without-siblings-guard',
    class: 'missing-authorization',
    title: 'A route lacks the guard that its siblings have',
    severity: 'high',
    weight: 6,
    paths: node,
    line: "router.delete('/orders/:id', remove);",
    falseShare: 0.17,
    ai: 1.3,
  },
  {
    rule: 'secret-in-log',
    class: 'sensitive-logging',
    title: 'Credential value is written to a log',
    severity: 'medium',
    weight: 5,
    paths: [...python, ...node],
    line: 'log.info("signed in with %s", token)',
    falseShare: 0.15,
  },
  {
    rule: 'debug-mode-on',
    class: 'debug-mode',
    title: 'Debug mode is switched on in code',
    severity: 'medium',
    weight: 4,
    paths: python,
    line: 'app.run(debug=True)',
    falseShare: 0.09,
  },
  {
    rule: 'vulnerable-dependency',
    class: 'known-vulnerability',
    title: 'Dependency with known vulnerabilities',
    severity: 'high',
    weight: 8,
    paths: manifest,
    line: 'pyyaml==5.3.1',
    falseShare: 0.06,
    ai: 1.5,
  },
  {
    rule: 'invented-dependency',
    class: 'package-identity',
    title: 'Package or version that does not exist',
    severity: 'high',
    weight: 1.5,
    paths: manifest,
    line: 'flask-order-reports==1.0.0',
    falseShare: 0.03,
    ai: 6,
  },
  {
    rule: 'lookalike-dependency',
    class: 'typosquatting',
    title: 'Name that resembles a well-known package',
    severity: 'medium',
    weight: 1.5,
    paths: manifest,
    line: 'reqeusts==2.31.0',
    falseShare: 0.12,
    ai: 2,
  },
  {
    rule: 'young-dependency',
    class: 'package-health',
    title: 'Version published only days ago',
    severity: 'low',
    weight: 5,
    paths: manifest,
    line: '"left-align": "^3.0.1"',
    falseShare: 0.2,
  },
  {
    rule: 'unpinned-action',
    class: 'workflow-pin',
    title: 'Action whose code can be exchanged',
    severity: 'low',
    weight: 6,
    paths: ['.github/workflows/ci.yml'],
    line: 'uses: someone/deploy@main',
    falseShare: 0.08,
  },
  {
    rule: 'privileged-container',
    class: 'container-privilege',
    title: 'Privileged container',
    severity: 'medium',
    weight: 2,
    paths: ['deploy/pod.yml'],
    line: 'privileged: true',
    falseShare: 0.1,
  },
  {
    rule: 'authorization-removed',
    class: 'weakened-guard',
    title: 'Check of who may do this was removed',
    severity: 'medium',
    weight: 3,
    paths: [...python, ...node],
    line: '- if not user.can("orders:write"): abort(403)',
    falseShare: 0.25,
    ai: 1.4,
  },
];
