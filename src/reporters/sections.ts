// The Markdown sections that the check run and the Markdown report share, each a list of lines.
import { severities } from '../engine/finding.ts';
import { isApproved } from '../engine/policy/approvals.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import { cellProse, inlineCode, prose } from './neutralise.ts';
import {
  className,
  count,
  countBySeverity,
  evidencePlaces,
  findingFacts,
  findingsPerHundred,
  groupBy,
  lookedAt,
  originName,
  placeNames,
  prompterName,
  rateNames,
  reported,
  setAside,
  uncheckedGaps,
  unreadGaps,
  type Gap,
} from './wording.ts';

/** How the review ended and why, in one or two lines. */
export function conclusionSection(review: Review): string[] {
  const word = {
    success: 'Passed',
    failure: 'Failed',
    action_required: 'Needs attention',
    neutral: 'Neutral',
  }[review.conclusion];
  return [`**${word}.** ${prose(review.reason)}`];
}

/** A table of the findings that count, class by severity; low ones only in one line. */
export function findingsSection(review: Review): string[] {
  const findings = reported(review);
  const loud = findings.filter((finding) => finding.severity !== 'low');
  const low = findings.filter((finding) => finding.severity === 'low');
  const lines: string[] = [];
  if (loud.length > 0) {
    const used = severities.filter((severity) => loud.some((finding) => finding.severity === severity));
    lines.push(
      '',
      `| Problem | ${used.map(className).join(' | ')} |`,
      `|---|${used.map(() => '--:|').join('')}`,
    );
    for (const [name, list] of groupBy(loud, (finding) => finding.class)) {
      const counts = countBySeverity(list);
      lines.push(
        `| ${cellProse(className(name))} | ${used.map((s) => (counts[s] === 0 ? '' : `${counts[s]}`)).join(' | ')} |`,
      );
    }
  }
  if (low.length > 0) {
    const rules = [...groupBy(low, (finding) => finding.rule)].map(
      ([rule, list]) => `${inlineCode(rule)} ×${list.length}`,
    );
    lines.push('', `${count(low.length, 'low finding')}, not annotated: ${capped(rules, 8)}.`);
  }
  return lines;
}

/** What coding agents may do after the change that they could not before, at most 15 rows; empty when it is nothing new. */
export function capabilitySection(review: Review): string[] {
  const granted = reported(review).filter((finding) => finding.class === 'agent-capability');
  if (granted.length === 0) return [];
  const shown = granted.slice(0, 15);
  return [
    '',
    '#### What coding agents may now do',
    '',
    '| Change | Severity | Where |',
    '|---|---|---|',
    ...shown.map(
      (finding) =>
        `| ${cellProse(finding.title)} | ${finding.severity} | ${inlineCode(`${finding.path}:${finding.start.line}`)} |`,
    ),
    ...(granted.length > shown.length ? ['', `… and ${granted.length - shown.length} more.`] : []),
  ];
}

/** A table of who wrote the added lines, by tool and evidence. */
export function originSection(review: Review): string[] {
  if (review.origins.every(({ origin }) => origin.grade === 'unknown'))
    return review.coverage.addedLines === 0
      ? []
      : [
          '',
          '#### Origin of the added lines',
          '',
          'No mark of an AI tool was found; that does not mean that a person wrote them.',
        ];
  const rows = [...review.origins].sort((a, b) => b.lines - a.lines);
  const prompter = prompterName(review);
  // Where each kind has one row, the table says it already.
  const rates = rows.length > (review.rates?.length ?? 0) ? rateNames(review) : [];
  const passedOver = rows.reduce((sum, { lines, read = lines }) => sum + lines - read, 0);
  return [
    '',
    '#### Origin of the added lines',
    '',
    '| Written with | Lines | Files | Findings per 100 lines | Evidence |',
    '|---|--:|--:|--:|---|',
    ...rows.map((row) => {
      const { origin, lines, files } = row;
      const rate = findingsPerHundred(review, row);
      return origin.grade === 'unknown'
        ? `| unknown | ${lines} | ${files} | ${rate} | no mark found |`
        : `| ${cellProse(originName(origin).replace(/ \([a-z-]+\)$/, ''))} | ${lines} | ${files} | ${rate} | ${origin.grade}: ${cellProse(evidencePlaces(origin))} |`;
    }),
    ...(rates.length > 0 ? ['', `Findings per 100 lines: ${prose(rates.join('; '))}.`] : []),
    ...(passedOver > 0
      ? [
          '',
          `Rates leave out ${count(passedOver, 'line')} of generated, minified or vendored files, in which only secrets are looked for.`,
        ]
      : []),
    ...(prompter === undefined ? [] : ['', `Asked for by ${prose(prompter)}.`]),
  ];
}

/** What waits for whose approval, and who has approved; empty when nobody has to be asked. */
export function approvalSection({ approvals }: Review): string[] {
  if (!approvals) return [];
  return [
    '',
    '#### Approval',
    '',
    '| What | Where | Who may approve | Approved by |',
    '|---|---|---|---|',
    ...approvals.needs.map((need) => {
      const places = capped(
        need.places.map(({ path, line }) => inlineCode(`${path}:${line}`)),
        3,
      );
      const of = need.count > 1 ? `${need.count} of ` : '';
      const given = need.given.map(({ by }) => inlineCode(`@${by}`)).join(', ');
      const state = isApproved(need) ? given : `${given === '' ? '' : `${given}; `}waits`;
      return `| ${inlineCode(need.name)}: ${cellProse(need.why)} | ${places} | ${of}${need.by.map(inlineCode).join(', ')} | ${state} |`;
    }),
    '',
    'They approve with a review of this head, or with a comment `/langguard approve <name>`; a push that touches what they saw asks them again.',
  ];
}

/** Every waiver that this review made use of; empty when there is none. */
export function waiverSection(review: Review): string[] {
  const waived = review.findings.flatMap((finding) =>
    finding.disposition.state === 'waived' ? [{ finding, by: finding.disposition }] : [],
  );
  if (waived.length === 0) return [];
  const shown = waived.slice(0, 20);
  return [
    '',
    '#### Waived',
    '',
    '| Finding | Where | Reason | Who | Until |',
    '|---|---|---|---|---|',
    ...shown.map(({ finding, by }) => {
      const who =
        by.by === 'comment'
          ? 'allow comment'
          : [
              inlineCode(by.owner),
              ...(by.approver === undefined ? [] : [`let pass by ${inlineCode(by.approver)}`]),
            ].join(', ');
      const until = by.by === 'comment' ? '' : by.until;
      const what = by.by === 'comment' || by.accepts === undefined ? '' : ` (${cellProse(by.accepts)})`;
      return `| ${finding.severity}: ${cellProse(finding.title)}${what} | ${inlineCode(`${finding.path}:${finding.start.line}`)} | ${cellProse(by.reason)} | ${who} | ${until} |`;
    }),
    ...(waived.length > shown.length
      ? ['', `… and ${waived.length - shown.length} more, listed below.`]
      : []),
  ];
}

/** What a person must be able to answer about AI-written lines; empty where there is nothing to ask. */
export function checklistSection({ checklist = [] }: Review): string[] {
  if (checklist.length === 0) return [];
  return [
    '',
    '#### Questions for the reviewer',
    '',
    'A tool wrote these lines; whoever approves them should be able to answer.',
    '',
    ...checklist.flatMap((item) => {
      const { names, more } = placeNames(item);
      return [
        `- **${prose(item.title)}**: ${names.map(inlineCode).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
        ...item.questions.map((question) => `  - ${prose(question)}`),
      ];
    }),
  ];
}

/** What was looked at, what was not and why. */
export function coverageSection(review: Review, maxRows = 20): string[] {
  const unread = unreadGaps(review);
  const unchecked = uncheckedGaps(review);
  return [
    '',
    '#### Coverage',
    '',
    `Looked at ${lookedAt(review)}.`,
    ...(unread.length > 0 ? ['', '**Not looked at:**', '', ...gapRows(unread, maxRows)] : []),
    ...(unchecked.length > 0 ? ['', '**Not checked:**', '', ...gapRows(unchecked, maxRows)] : []),
  ];
}

function gapRows(gaps: readonly Gap[], maxRows: number): string[] {
  const rows = gaps.map(({ reason, items }) => {
    const places = items.map(({ what, path }) =>
      [what === '' ? '' : prose(what), path === undefined ? '' : inlineCode(path)]
        .filter((part) => part !== '')
        .join(' in '),
    );
    return `- ${prose(reason)}${places.length > 0 ? `: ${capped(places, 5)}` : ''}`;
  });
  return rows.length > maxRows
    ? [...rows.slice(0, maxRows), `- … and ${rows.length - maxRows} more reasons`]
    : rows;
}

/** Detectors that failed, and problems of the policy file; empty when all went well. */
export function problemsSection(review: Review): string[] {
  const { problems } = review.policy;
  const lines: string[] = [];
  if (problems.length > 0)
    lines.push(
      '',
      '#### Configuration has errors',
      '',
      ...problems
        .slice(0, 20)
        .map((p) => `- ${inlineCode(`${p.path}:${p.line}:${p.column}`)} ${prose(p.message)}`),
      ...(problems.length > 20 ? [`- … and ${problems.length - 20} more`] : []),
    );
  if (review.incidents.length > 0)
    lines.push(
      '',
      '#### Internal errors',
      '',
      'These checks did not finish; the others did.',
      '',
      ...review.incidents
        .slice(0, 20)
        .map(
          (i) =>
            `- ${inlineCode(i.detector)}${i.path === undefined ? '' : ` on ${inlineCode(i.path)}`}: ${prose(i.message)}`,
        ),
      ...(review.incidents.length > 20 ? [`- … and ${review.incidents.length - 20} more`] : []),
    );
  return lines;
}

/** Which policy judged, and what was compared. */
export function policySection(review: Review): string[] {
  const { mode, failOn, source, held = [] } = review.policy;
  const rule =
    mode === 'monitor'
      ? 'monitor mode: findings are shown and never fail the check'
      : failOn === 'never'
        ? 'enforce mode, but nothing fails the check'
        : `enforce mode: fails on ${failOn} or worse`;
  return [
    ...(held.length > 0
      ? ['', `The organisation locks these, so they stay as it says: ${capped(held.map(inlineCode), 8)}.`]
      : []),
    '',
    `<sub>Policy: ${prose(source)}; ${rule}. Compared ${inlineCode(shortSha(review.base))} with ${inlineCode(shortSha(review.head))}; rules ${inlineCode(review.ruleSet.slice(0, 12))}.</sub>`,
  ];
}

/** One finding as a list item of one line, for lists of many. */
export function findingItem(finding: JudgedFinding): string {
  const aside = setAside(finding);
  const place = inlineCode(`${finding.path}:${finding.start.line}`);
  return `- ${place} ${finding.severity}: **${prose(finding.title)}** – ${prose(finding.message)} (${prose(findingFacts(finding))})${aside === undefined ? '' : ` – _${prose(aside)}_`}`;
}

/** Items up to a number, then how many more. */
export function capped(items: readonly string[], max: number): string {
  return items.length > max
    ? `${items.slice(0, max).join(', ')} and ${items.length - max} more`
    : items.join(', ');
}

/** Commits by their first seven digits; names stay whole. */
function shortSha(name: string): string {
  return /^[\da-f]{40,64}$/.test(name) ? name.slice(0, 7) : name;
}
