// Renders one HTML page that holds every rule and searches them, without a network or a server.
import { createHash } from 'node:crypto';
import { bySeverity } from '../finding.ts';
import type { RuleInfo, RuleSet } from '../rule.ts';
import type { Page } from './page.ts';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
form { position: sticky; top: 0; background: Canvas; padding: .5rem 0; display: flex; flex-wrap: wrap; gap: .5rem; }
input[type=search] { flex: 1 1 20rem; font: inherit; padding: .4rem .6rem; }
select { font: inherit; padding: .4rem; }
details { border-bottom: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); padding: .4rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary .id { font-family: ui-monospace, monospace; font-size: .9em; }
summary .tags { color: color-mix(in srgb, CanvasText 65%, Canvas); font-size: .85em; }
.critical, .high { font-weight: 600; }
p { margin: .4rem 0; overflow-wrap: anywhere; }`;

// Every word must begin somewhere in a rule's text; the state lives in the address, so that a search can be shared.
const script = `
const form = document.querySelector('form'), query = form.elements.q, severity = form.elements.severity, kind = form.elements.class;
const count = document.querySelector('output');
const rules = [...document.querySelectorAll('details')].map((element) => ({ element, text: element.textContent.toLowerCase() }));
function search() {
  const words = query.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const { element, text } of rules) {
    const fits = (severity.value === '' || element.dataset.severity === severity.value)
      && (kind.value === '' || element.dataset.class === kind.value) && words.every((word) => text.includes(word));
    element.hidden = !fits;
    if (fits) shown++;
  }
  count.textContent = shown + ' of ' + rules.length + ' rules';
  const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  history.replaceState(null, '', state.size > 0 ? '#' + state : location.pathname);
}
const state = new URLSearchParams(location.hash.slice(1));
for (const field of [query, severity, kind]) field.value = state.get(field.name) ?? '';
form.addEventListener('input', search);
form.addEventListener('submit', (event) => event.preventDefault());
search();`;

/** The page `search.html` of all rules, worst first. */
export function searchPage(rules: RuleSet): Page {
  const languages = new Map(
    (rules.code ?? []).map(({ id, matches }) => [id, matches.flatMap((match) => match.languages)]),
  );
  const infos = [...rules.info.values()].sort(
    (a, b) => bySeverity(a.severity, b.severity) || (a.id < b.id ? -1 : 1),
  );
  const severities = [...new Set(infos.map((info) => info.severity))];
  const classes = [...new Set(infos.map((info) => info.class))].sort();
  const entries = infos.map((info) => entry(info, languages.get(info.id) ?? []));
  return {
    path: 'search.html',
    text: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${sha256(style)}'; script-src '${sha256(script)}'">
<title>LangGuard: search the rules</title>
<style>${style}</style>
<h1>Rules</h1>
<form role="search">
<input type="search" name="q" aria-label="Words" placeholder="sql python, CWE-79, a rule's id …" autofocus>
<select name="severity" aria-label="Severity"><option value="">any severity</option>${options(severities)}</select>
<select name="class" aria-label="Class"><option value="">any class</option>${options(classes)}</select>
<output aria-live="polite">${infos.length} rules</output>
</form>
<main>
${entries.join('\n')}
</main>
<script>${script}</script>
</html>
`,
  };
}

function entry(info: RuleInfo, languages: readonly string[]): string {
  const shown = [...new Set(languages)].filter((id) => id !== 'any');
  const tags = [info.class, ...shown, ...info.cwe.map((cwe) => `CWE-${cwe}`), ...info.owasp];
  const links = info.references.map((url) => `<a href="${escape(url)}" rel="noreferrer">${escape(url)}</a>`);
  return [
    `<details data-severity="${info.severity}" data-class="${escape(info.class)}">`,
    `<summary><span class="${info.severity}">${info.severity}</span> · ${escape(info.title)} <span class="id">${escape(info.id)}</span> <span class="tags">${escape(tags.join(' · '))}</span></summary>`,
    `<p><b>Why:</b> ${escape(info.why.trim())}</p>`,
    `<p><b>Instead:</b> ${escape(info.remedy.trim())}</p>`,
    `<p><a href="${escape(info.id)}.md">Examples</a>${links.length > 0 ? ` · ${links.join(' · ')}` : ''}</p>`,
    '</details>',
  ].join('\n');
}

function options(values: readonly string[]): string {
  return values.map((value) => `<option>${escape(value)}</option>`).join('');
}

function escape(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (sign) => names[sign] ?? sign);
}

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
