// Invents one pull request: its rounds of review, what they find, and how it ends.
import type { Origin } from '../../src/engine/origin.ts';
import type { Disposition, JudgedFinding, OriginSummary, Review } from '../../src/engine/review.ts';
import { broughtBy } from './brought.ts';
import { rules, tools, type SeedRule } from './cast.ts';
import { housePolicy, milderRule } from './house-policy.ts';
import { randomBy, type Random } from './random.ts';

const hour = 3_600_000;
const unknown: Origin = { grade: 'unknown', evidence: [] };

/** What is decided about a repository once. */
export interface SeedRepository {
  installationId: number;
  id: number;
  name: string;
  /** How often something happens there. */
  weight: number;
  /** How many times the usual number of findings. */
  risk: number;
  /** The share of pull requests with a tool at the start of the year. */
  ai: number;
}

/** A waiver that somebody gave on the way. */
export interface InventedWaiver {
  id: string;
  finding: JudgedFinding;
  owner: string;
  approver: string;
  at: Date;
  until: string;
  reason: string;
  isFalsePositive: boolean;
}

/** One pull request and all its completed reviews, oldest first. */
export interface InventedPull {
  openedAt: Date;
  author: string;
  reviews: { id: string; at: Date; durationMs: number; headSha: string; outcome: Review }[];
  waivers: InventedWaiver[];
  closedAt: Date | null;
  mergedAt: Date | null;
}

/** Invents it. `progress` runs from 0 to 1 over the year: tools spread and get more careful. */
export function inventPull(
  random: Random,
  repository: SeedRepository,
  {
    openedAt,
    now,
    progress,
    people,
  }: { openedAt: Date; now: Date; progress: number; people: readonly string[] },
): InventedPull {
  const author = random.pick(people);
  const origins = inventOrigins(random, repository, { progress, openedAt, author });
  const base = random.hex(40);
  const pull: InventedPull = { openedAt, author, reviews: [], waivers: [], closedAt: null, mergedAt: null };
  let at = openedAt.getTime() + (1 + random.int(8)) * 60_000;
  let findings = origins.flatMap((each) => inventFindings(random, repository, each, progress));
  const wantedRounds = 1 + Math.min(random.poisson(findings.length > 0 ? 2.1 : 1.1), 7);
  for (let round = 1; round <= wantedRounds && at < now.getTime(); round++) {
    // What is pushed later adds lines as well.
    if (round > 1 && random.next() < 0.3)
      for (const each of origins) each.lines += random.int(Math.ceil(each.lines * 0.2) + 1);
    if (round > 1)
      findings = nextRound(random, { pull, findings, origins, at, people, repository, progress });
    const outcome = reviewOf(random, {
      base,
      findings,
      origins: origins.map((each) => ({ ...each })),
      progress,
    });
    pull.reviews.push({
      id: `seed-${random.hex(24)}`,
      at: new Date(at),
      durationMs: 900 + random.int(9000),
      headSha: outcome.head,
      outcome,
    });
    at += (0.4 + random.next() * 20) * hour * (random.next() < 0.1 ? 5 : 1);
  }
  const end = at + random.next() * 26 * hour;
  if (end < now.getTime() && random.next() < 0.985) {
    pull.closedAt = new Date(end);
    if (random.next() < 0.92) pull.mergedAt = pull.closedAt;
  }
  return pull;
}

function inventOrigins(
  random: Random,
  repository: SeedRepository,
  { progress, openedAt, author }: { progress: number; openedAt: Date; author: string },
): OriginSummary[] {
  const total = Math.max(4, Math.round(Math.exp(4.3 + random.normal() * 1.1)));
  const hasTool = random.next() < Math.min(0.85, repository.ai + 0.4 * progress);
  const rows: OriginSummary[] = [];
  const add = (origin: Origin, share: number): void => {
    const lines = Math.round(total * share);
    if (lines > 0) rows.push({ origin, lines, files: 1 + random.int(4), read: Math.ceil(lines * 0.96) });
  };
  if (!hasTool) {
    const isRecorded = random.next() < 0.07;
    add(isRecorded ? { grade: 'human-attested', evidence: [] } : unknown, 1);
    return rows;
  }
  const tool = random.weighted(tools);
  const share = 0.35 + random.next() * 0.6;
  const model = tool.models.length > 0 ? random.pick(tool.models) : undefined;
  const { id, name, grade } = tool;
  const evidence = [{ marker: `${id}-trailer`, tool: id, where: 'trailer', grade } as const];
  const told = inventTrace(openedAt, { tool: id, person: author, total });
  add(
    {
      tool: id,
      name,
      grade,
      evidence,
      ...(model === undefined ? {} : { model }),
      ...(told && traced(told, id, evidence)),
    },
    share,
  );
  add(unknown, 1 - share);
  return rows;
}

/** Two of the tools send traces, of every second pull request. Draws from numbers of its own, so that the rest stays. */
function inventTrace(
  openedAt: Date,
  { tool, person, total }: { tool: string; person: string; total: number },
): Origin['trace'] {
  const random = randomBy(openedAt.getTime() ^ total);
  if (!['claude-code', 'cursor'].includes(tool) || random.next() < 0.5) return undefined;
  const id = random.hex(16);
  return {
    id,
    person,
    session: `s-${id.slice(0, 8)}`,
    ...(random.next() < 0.8 && { link: `https://traces.acme.example/sessions/${id}` }),
    at: new Date(openedAt.getTime() - (1 + random.int(30)) * hour).toISOString(),
    accepted: random.next() < 0.7 ? 'unchanged' : 'edited',
  };
}

function traced(
  trace: NonNullable<Origin['trace']>,
  tool: string,
  evidence: Origin['evidence'],
): Pick<Origin, 'grade' | 'evidence' | 'trace'> {
  const source = `trace ${trace.id}`;
  const mark = { marker: 'assistant-trace', tool, where: 'record', grade: 'reported', source } as const;
  return { grade: 'reported', evidence: [mark, ...evidence], trace };
}

function inventFindings(
  random: Random,
  repository: SeedRepository,
  { origin, lines }: OriginSummary,
  progress: number,
): JudgedFinding[] {
  const tool = tools.find(({ id }) => id === origin.tool);
  const perThousand = tool ? (19 - 9 * progress) / tool.care : origin.grade === 'human-attested' ? 9.4 : 11;
  const count = Math.min(random.poisson((lines * perThousand * repository.risk) / 1000), 60);
  const weighted = rules.map((rule) => ({ ...rule, weight: rule.weight * (tool ? (rule.ai ?? 1) : 1) }));
  return Array.from({ length: count }, () => inventFinding(random, random.weighted(weighted), origin));
}

function inventFinding(random: Random, rule: SeedRule, origin: Origin): JudgedFinding {
  const line = 3 + random.int(400);
  return {
    rule: rule.rule,
    title: rule.title,
    class: rule.class,
    path: random.pick(rule.paths),
    start: { line, column: 5 },
    end: { line, column: 5 + rule.line.length },
    severity: rule.severity,
    detectedSeverity: rule.rule === milderRule ? 'high' : rule.severity,
    ...(rule.rule === milderRule && {
      decided: { severity: [{ to: rule.severity, key: `rules.${milderRule}` }] },
    }),
    confidence: random.next() < 0.7 ? 'high' : 'medium',
    message: `${rule.title} on this line.`,
    why: 'What it leads to is said in the explanation of the rule.',
    remedy: 'Write it as the explanation of the rule shows.',
    cwe: [],
    references: [],
    related: [],
    fingerprint: random.hex(64),
    disposition: { state: 'reported' },
    origin,
    excerpt: { startLine: line, lines: [rule.line] },
  };
}

interface Round {
  pull: InventedPull;
  findings: JudgedFinding[];
  origins: OriginSummary[];
  at: number;
  people: readonly string[];
  repository: SeedRepository;
  progress: number;
}

/** What the author did since: most is fixed, some is waived, little is new. */
function nextRound(
  random: Random,
  { pull, findings, origins, at, people, repository, progress }: Round,
): JudgedFinding[] {
  const kept = findings.flatMap((finding): JudgedFinding[] => {
    if (finding.disposition.state === 'waived') return [finding];
    const rule = rules.find((each) => each.rule === finding.rule);
    const isWrong = random.next() < (rule?.falseShare ?? 0.1);
    if (!isWrong && random.next() < 0.58) return [];
    if (!isWrong && random.next() > 0.09) return [finding];
    return [waived(random, finding, { pull, at, people, isWrong })];
  });
  const fresh =
    random.next() < 0.1
      ? origins.flatMap((each) => inventFindings(random, { ...repository, risk: 0.4 }, each, progress))
      : [];
  return [...kept, ...fresh];
}

function waived(
  random: Random,
  finding: JudgedFinding,
  { pull, at, people, isWrong }: Pick<Round, 'pull' | 'at' | 'people'> & { isWrong: boolean },
): JudgedFinding {
  const owner = random.pick(people);
  const approver = random.pick(people);
  const given = new Date(at - random.int(3600) * 1000);
  const until = new Date(at + (45 + random.int(240)) * 24 * hour).toISOString().slice(0, 10);
  const reason = isWrong
    ? random.pick([
        'only constants get here',
        'a test value',
        'the framework escapes it',
        'not reachable from outside',
      ])
    : random.pick(['fixed with the next release', 'the service is internal', 'the vendor has no patch yet']);
  const id = `w-${random.hex(12)}`;
  pull.waivers.push({ id, finding, owner, approver, at: given, until, reason, isFalsePositive: isWrong });
  const disposition: Disposition = {
    state: 'waived',
    by: 'command',
    waiver: id,
    reason,
    owner: `@${owner}`,
    approver: `@${approver}`,
    until,
  };
  return { ...finding, disposition };
}

function reviewOf(
  random: Random,
  {
    base,
    findings,
    origins,
    progress,
  }: { base: string; findings: JudgedFinding[]; origins: OriginSummary[]; progress: number },
): Review {
  const fails = findings.some(
    ({ severity, disposition }) =>
      disposition.state === 'reported' && (severity === 'critical' || severity === 'high'),
  );
  const hasGap = random.next() < 0.03;
  const dependencies = broughtBy(base, { findings, origins, progress });
  return {
    base,
    head: random.hex(40),
    ruleSet: random.hex(8).padEnd(64, '0'),
    conclusion: fails ? 'failure' : 'success',
    reason: fails ? 'There are findings of high severity or worse.' : 'Nothing reaches the threshold.',
    findings,
    origins,
    ...(dependencies && { dependencies }),
    coverage: {
      files: 1 + random.int(12),
      addedLines: origins.reduce((sum, { lines }) => sum + lines, 0),
      classes: { text: 1 + random.int(8) },
      unread: hasGap ? [{ path: 'assets/bundle.js', what: 'file', reason: 'It is larger than 1 MB.' }] : [],
      notChecked: [],
    },
    incidents: [],
    policy: housePolicy(base, findings),
  };
}
