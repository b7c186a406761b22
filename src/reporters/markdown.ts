// Renders a Review as Markdown, for a job summary or a comment.
import type { JudgedFinding, Review } from '../engine/review.ts';
import { codeBlock, inlineCode, prose } from './neutralise.ts';
import { incidentSection } from './incident.ts';
import {
  approvalSection,
  capabilitySection,
  checklistSection,
  conclusionSection,
  coverageSection,
  findingItem,
  findingsSection,
  originSection,
  policySection,
  problemsSection,
  waiverSection,
} from './sections.ts';
import { findingFacts, headline, reported } from './wording.ts';

/** What the Markdown holds. */
export interface MarkdownOptions {
  /** Also lists findings that do not count, with the reason. */
  all?: boolean;
  /** Findings shown with their code; the others are listed in one line each. 50 when absent. */
  maxDetailed?: number;
}

/** The Review as a Markdown document that ends with a line feed. */
export function renderMarkdown(review: Review, options: MarkdownOptions = {}): string {
  const findings = reported(review);
  const loud = findings.filter((finding) => finding.severity !== 'low');
  const detailed = loud.slice(0, options.maxDetailed ?? 50);
  const listed = [
    ...loud.slice(detailed.length),
    ...findings.filter((finding) => finding.severity === 'low'),
  ];
  const aside =
    options.all === true ? review.findings.filter((finding) => finding.disposition.state !== 'reported') : [];
  return [
    `### LangGuard: ${prose(headline(review))}`,
    '',
    ...conclusionSection(review),
    ...findingsSection(review),
    ...approvalSection(review),
    ...problemsSection(review),
    ...detailed.flatMap(detail),
    ...(listed.length > 0 ? ['', '#### Further findings', '', ...listed.map(findingItem)] : []),
    ...(aside.length > 0 ? ['', '#### Set aside: these do not count', '', ...aside.map(findingItem)] : []),
    ...incidentSection(review),
    ...capabilitySection(review),
    ...waiverSection(review),
    ...originSection(review),
    ...checklistSection(review),
    ...coverageSection(review),
    ...policySection(review),
    '',
  ].join('\n');
}

function detail(finding: JudgedFinding): string[] {
  const { lines } = finding.excerpt;
  return [
    '',
    `#### ${finding.severity}: ${prose(finding.title)}`,
    '',
    inlineCode(`${finding.path}:${finding.start.line}`),
    ...(lines.length > 0 ? ['', codeBlock(lines)] : []),
    '',
    prose(finding.message),
    '',
    `**Why:** ${prose(finding.why, finding.references)}`,
    '',
    `**Instead:** ${prose(finding.remedy, finding.references)}`,
    '',
    `<sub>${prose(findingFacts(finding))}</sub>`,
  ];
}
