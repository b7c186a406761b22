// Renders the documentation of rules as Markdown: a page for each and an index.
import { severities } from '../finding.ts';
import type { RuleInfo, RuleSet } from '../rule.ts';
import type { CodeMatch, CodeRule, Example } from './code-rule.ts';

/** A generated page; `path` is relative to the folder of the reference. */
export interface Page {
  path: string;
  text: string;
}

/** The pages of all rules that have an explanation, sorted by id, after the index. */
export function rulePages(rules: RuleSet): Page[] {
  const code = new Map((rules.code ?? []).map((rule) => [rule.id, rule]));
  const infos = [...rules.info.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    { path: 'index.md', text: indexPage(infos, code) },
    ...infos.map((info) => ({ path: `${info.id}.md`, text: rulePage(info, code.get(info.id)) })),
  ];
}

function indexPage(infos: readonly RuleInfo[], code: ReadonlyMap<string, CodeRule>): string {
  const families = [...new Set(infos.map((info) => info.class))].sort();
  const sections = families.map((family) => {
    const rows = infos
      .filter((info) => info.class === family)
      .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
      .map((info) => {
        const languages = languagesOf(code.get(info.id)).join(', ');
        return `| [${info.id}](${info.id}.md) | ${cell(info.title)} | ${info.severity} | ${languages} | ${cweLinks(info)} |`;
      });
    return `## ${family}\n\n| Rule | What is wrong | Severity | Languages | CWE |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Rules\n\n${infos.length} rules in ${families.length} classes. Open \`search.html\` beside this page in a browser to search them, or run \`langguard rules list <words>\`.\n\n${sections.join('\n')}`;
}

function rulePage(info: RuleInfo, rule: CodeRule | undefined): string {
  const facts = [
    `**${info.severity}** severity`,
    `**${info.confidence}** confidence`,
    cweLinks(info),
    ...info.owasp.map((entry) => `OWASP ${entry}`),
  ];
  const references = info.references.map((url) => `- <${url}>`);
  return [
    `# ${info.title}`,
    `\`${info.id}\` · ${facts.join(' · ')}`,
    `## Why it matters\n\n${info.why.trim()}`,
    `## What to do instead\n\n${info.remedy.trim()}`,
    ...(rule ? rule.matches.map(matchSection) : []),
    `## Allowing it\n\nWrite \`langguard: allow ${info.id} -- <reason>\` in a comment on the line or above it.`,
    ...(references.length > 0 ? [`## References\n\n${references.join('\n')}`] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

function matchSection(match: CodeMatch): string {
  const where = match.files
    ? match.files.map((glob) => `\`${glob}\``).join(', ')
    : match.languages.join(', ');
  const remedy = match.remedy === undefined ? '' : `\n\n${match.remedy.trim()}`;
  return `## In ${where}\n\n${match.message.trim()}${remedy}\n\nReported:\n\n${blocks(match, match.examples.match)}\n\nNot reported:\n\n${blocks(match, match.examples.no_match)}`;
}

function blocks(match: CodeMatch, examples: readonly Example[]): string {
  const [language = ''] = match.languages;
  return examples
    .map((example) => {
      const { path, code } = typeof example === 'string' ? { path: undefined, code: example } : example;
      const fence = '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
      const title = path === undefined ? '' : `\`${path}\`\n\n`;
      return `${title}${fence}${language === 'any' ? '' : language}\n${code.trimEnd()}\n${fence}`;
    })
    .join('\n\n');
}

function languagesOf(rule: CodeRule | undefined): string[] {
  return [...new Set(rule?.matches.flatMap((match) => match.languages))].filter((id) => id !== 'any');
}

function cweLinks(info: RuleInfo): string {
  return info.cwe.map((cwe) => `[CWE-${cwe}](https://cwe.mitre.org/data/definitions/${cwe}.html)`).join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
