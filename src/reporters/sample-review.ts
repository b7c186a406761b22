// A Review to render in tests: every kind of thing that a report may have to say.
import { defaultPolicy } from '../engine/policy/policy.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import type { RuleInfo } from '../engine/rule.ts';

/** One finding, with what the test wants different. */
export function sampleFinding(changes: Partial<JudgedFinding> = {}): JudgedFinding {
  return {
    rule: 'sql-from-interpolation',
    title: 'SQL statement built by interpolation',
    class: 'sql-injection',
    path: 'app/db.py',
    start: { line: 12, column: 5 },
    end: { line: 12, column: 66 },
    severity: 'critical',
    detectedSeverity: 'high',
    confidence: 'high',
    message: 'The value of `name` comes from the request and becomes part of the SQL text.',
    why: 'Whoever sends the request can read, change or delete any row, because the database cannot tell the value from the statement.',
    remedy: 'Pass the value as a parameter: `cur.execute("SELECT * FROM users WHERE name = %s", (name,))`.',
    cwe: [89],
    references: ['https://cwe.mitre.org/data/definitions/89.html'],
    related: [
      {
        path: 'app/db.py',
        start: { line: 10, column: 12 },
        end: { line: 10, column: 32 },
        message: 'read from the request here',
      },
    ],
    fingerprint: 'ab'.repeat(32),
    disposition: { state: 'reported' },
    origin: {
      tool: 'claude-code',
      name: 'Claude Code',
      model: 'Opus 4.5',
      grade: 'claimed',
      commits: { marked: 1, of: 3 },
      evidence: [
        {
          marker: 'claude-code-trailer',
          tool: 'claude-code',
          where: 'trailer',
          grade: 'claimed',
          commit: '1'.repeat(40),
        },
      ],
    },
    excerpt: {
      startLine: 12,
      lines: [`    cur.execute(f"SELECT * FROM users WHERE name = '{name}'")`],
    },
    ...changes,
  };
}

/** The rule of `sampleFinding`. */
export const sampleRule: RuleInfo = {
  id: 'sql-from-interpolation',
  title: 'SQL statement built by interpolation',
  class: 'sql-injection',
  severity: 'high',
  confidence: 'high',
  cwe: [89, 943],
  owasp: ['A05:2025'],
  why: 'The database cannot tell the value from the statement.',
  remedy: 'Pass the value as a parameter.',
  references: ['https://cwe.mitre.org/data/definitions/89.html'],
};

const unknown = { grade: 'unknown', evidence: [] } as const;

/** A review with findings of every severity and disposition, gaps, an incident and a policy problem. */
export function sampleReview(changes: Partial<Review> = {}): Review {
  const claimed = sampleFinding().origin;
  return {
    base: '2'.repeat(40),
    head: '3'.repeat(40),
    ruleSet: '4'.repeat(64),
    conclusion: 'failure',
    reason: '2 findings at or above high: 1 critical, 1 high.',
    findings: [
      sampleFinding(),
      sampleFinding({
        rule: 'dependency-misspelt',
        title: 'Package name close to a popular one',
        class: 'dependency',
        path: 'requirements.txt',
        start: { line: 3, column: 1 },
        end: { line: 3, column: 9 },
        severity: 'high',
        detectedSeverity: 'high',
        confidence: 'medium',
        message:
          '`reqeusts` differs by two swapped letters from `requests`, one of the most used packages on PyPI.',
        why: 'Names like this are registered to run code on the machines of those who mistype.',
        remedy: 'Write `requests`.',
        cwe: [1357],
        related: [],
        fix: { start: { line: 3, column: 1 }, end: { line: 3, column: 9 }, replacement: 'requests' },
        fingerprint: 'cd'.repeat(32),
        excerpt: { startLine: 3, lines: ['reqeusts==2.31.0'] },
      }),
      sampleFinding({
        rule: 'tls-verification-off',
        title: 'TLS certificate not verified',
        class: 'tls',
        path: 'app/client.py',
        start: { line: 40, column: 12 },
        end: { line: 44, column: 2 },
        severity: 'medium',
        detectedSeverity: 'medium',
        confidence: 'high',
        message: 'This request accepts any certificate.',
        why: 'Anybody between the two machines can read and change what they say.',
        remedy: 'Drop `verify=False`; for a private authority pass its bundle: `verify="/etc/ssl/ca.pem"`.',
        cwe: [295],
        related: [],
        origin: { ...unknown, evidence: [] },
        fingerprint: 'ef'.repeat(32),
        excerpt: {
          startLine: 40,
          lines: ['    return requests.get(', '\turl,', '        verify=False,', '        timeout=5,', ')'],
        },
      }),
      sampleFinding({
        rule: 'debug-mode-on',
        title: 'Debug mode switched on',
        class: 'configuration',
        path: 'app/main.py',
        start: { line: 7, column: 1 },
        end: { line: 7, column: 20 },
        severity: 'low',
        detectedSeverity: 'low',
        confidence: 'low',
        message: 'The server starts in debug mode.',
        why: 'Errors then show source code and variables to the visitor.',
        remedy: 'Take the setting from the environment and let it default to off.',
        cwe: [489],
        related: [],
        origin: { ...unknown, evidence: [] },
        fingerprint: '01'.repeat(32),
        excerpt: { startLine: 7, lines: ['app.run(debug=True)'] },
      }),
      sampleFinding({
        path: 'tests/test_db.py',
        removed: true,
        secretDigest: '45'.repeat(32),
        severity: 'high',
        fingerprint: '23'.repeat(32),
        related: [],
        disposition: { state: 'waived', reason: 'fixture with constants only', by: 'comment' },
      }),
    ],
    origins: [
      { origin: claimed, lines: 120, files: 4 },
      { origin: { ...unknown, evidence: [] }, lines: 30, files: 2 },
    ],
    rates: [
      { kind: 'ai', lines: 120, findings: 2 },
      { kind: 'unknown', lines: 30, findings: 2 },
    ],
    dependencies: [
      {
        tool: 'claude-code',
        name: 'Claude Code',
        grade: 'claimed',
        dependencies: 3,
        vulnerable: 1,
        invented: 0,
        lookalike: 1,
        flagged: 1,
        unknown: 2,
      },
    ],
    checklist: [
      {
        area: 'queries',
        title: 'Queries',
        questions: [
          'Does every value from outside go in as a parameter, names of columns and sort orders included?',
          'Does each query keep to the rows of the user or tenant who asks?',
        ],
        places: [
          { path: 'app/db.py', start: 10, end: 14 },
          { path: 'app/report.py', start: 3, end: 3 },
        ],
        more: 0,
      },
    ],
    coverage: {
      files: 6,
      addedLines: 150,
      classes: { text: 4, lockfile: 1, binary: 1 },
      unread: [{ path: 'assets/logo.bin', what: 'file', reason: 'binary' }],
      notChecked: [
        {
          path: 'requirements.txt',
          check: 'advisories of flask 2.0.1',
          reason: 'offline: no lookups were made',
        },
        {
          path: 'requirements.txt',
          check: 'advisories of jinja2 3.0.0',
          reason: 'offline: no lookups were made',
        },
      ],
    },
    incidents: [{ detector: 'agent-surfaces', path: 'AGENTS.md', message: 'TypeError: text is undefined' }],
    policy: {
      mode: 'enforce',
      failOn: 'high',
      source: '.langguard.yml at 2222222',
      waivers: defaultPolicy.waiverRules,
      problems: [
        {
          path: '.langguard.yml',
          line: 4,
          column: 3,
          message: 'Unknown key "fail-on"; did you mean "fail_on"?',
        },
      ],
    },
    ...changes,
  };
}

/** A review of nothing wrong. */
export function cleanReview(changes: Partial<Review> = {}): Review {
  const { rates: _rates, dependencies: _brought, checklist: _asked, ...plain } = sampleReview();
  return {
    ...plain,
    conclusion: 'success',
    reason: 'No findings on the added lines.',
    findings: [],
    incidents: [],
    origins: [{ origin: { ...unknown, evidence: [] }, lines: 12, files: 1 }],
    coverage: { files: 1, addedLines: 12, classes: { text: 1 }, unread: [], notChecked: [] },
    policy: {
      mode: 'monitor',
      failOn: 'high',
      source: 'defaults',
      waivers: defaultPolicy.waiverRules,
      problems: [],
    },
    ...changes,
  };
}
