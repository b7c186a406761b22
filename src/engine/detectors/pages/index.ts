// Finds what HTML pages and templates do wrong that takes more than one line to see: forms, scripts and frames.
import type { Detector } from '../../detector.ts';
import { report, type Verdict } from '../verdict.ts';

const maxChars = 400_000;
const place =
  /\.(?:html?|xhtml|j2|jinja2?|njk|twig|ejs|erb|hbs|handlebars|mustache|cshtml|jsp|vue|svelte|php|phtml)$/i;
/** Files whose place says that a framework with a token for forms renders them. */
const django = /\{%-?\s*(?:load|extends|block|url|static|csrf_token|include|if|for)\b|\{\{\s*form\b/;

export const pages: Detector = {
  id: 'pages',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || !place.test(path) || body.length > maxChars) return;
    yield* report(path, body, verdicts(path, body), input);
  },
};

interface Tag {
  name: string;
  start: number;
  end: number;
  attributes: string;
}

/** Opening tags of the kinds that matter; comments are passed over. */
function* tags(body: string): Generator<Tag> {
  const tag =
    /<!--[\s\S]{0,5000}?-->|<(form|a|script|link|iframe|input|area|object|embed)\b((?:"[^"]{0,2000}"|'[^']{0,2000}'|\{\{[^}]{0,500}\}\}|\{%[^%]{0,500}%\}|<%[^%]{0,500}%>|[^"'<>{]|\{(?![{%])){0,1000})>/gi;
  for (const match of body.matchAll(tag)) {
    const [whole, name, attributes = ''] = match;
    if (name === undefined) continue;
    yield { name: name.toLowerCase(), start: match.index, end: match.index + whole.length, attributes };
  }
}

function attribute(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(text);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

const remote = /^(?:https?:)?\/\/(?!localhost\b|127\.|0\.0\.0\.0|\[::1\]|\{)/i;
const pageValue =
  /\{\{-?\s*(?!url_for|static|asset|media|STATIC|MEDIA|site\.|['"])[^}]*\}\}|<%[=-]\s*(?!url_for|asset_path|\w+_(?:path|url))[^%]*%>/;

function* verdicts(path: string, body: string): Generator<Verdict> {
  const isDjango = /\.(?:html?|j2|jinja2?)$/i.test(path) && django.test(body);
  for (const { name, start, end, attributes } of tags(body)) {
    const span = { start, end };
    if (name === 'form') {
      const action = attribute(attributes, 'action') ?? '';
      const isPost = /^post$/i.test(attribute(attributes, 'method') ?? '');
      if (isPost && isDjango && !remote.test(action)) {
        const close = body.indexOf('</form', end);
        const inside = body.slice(end, close === -1 ? Math.min(body.length, end + 20_000) : close);
        if (
          !/csrf|hidden_tag|form_tag|authenticity_token|\{%-?\s*(?:include|block|crispy)\b|\{%\s*form\b/i.test(
            inside + attributes,
          )
        )
          yield {
            rule: 'form-without-token',
            ...span,
            message: "This form sends no token that tells its own page from a stranger's.",
          };
      }
      if (/^http:\/\/(?!localhost|127\.|\{)/i.test(action))
        yield {
          rule: 'page-loads-unprotected',
          ...span,
          severity: 'medium',
          message: 'What is typed into this form goes over the line as it is.',
          remedy: 'Use the `https:` address.',
        };
    }
    if (name === 'a' || name === 'area') {
      const rel = attribute(attributes, 'rel') ?? '';
      const href = attribute(attributes, 'href') ?? '';
      if (
        /^_blank$/i.test(attribute(attributes, 'target') ?? '') &&
        !/noopener|noreferrer/i.test(rel) &&
        (remote.test(href) || pageValue.test(href)) &&
        !/rel=|\{\.\.\./.test(attributes)
      )
        yield {
          rule: 'link-hands-over-window',
          ...span,
          message: 'In older browsers the page behind this link can send this one elsewhere.',
          ...(/\brel\b/i.test(attributes)
            ? {}
            : {
                edits: [
                  { start: start + 1 + name.length, end: start + 1 + name.length, text: ' rel="noopener"' },
                ],
              }),
        };
      if (/^\s*javascript:/i.test(href) && /\{\{|<%[=-]/.test(href))
        yield {
          rule: 'template-value-in-event-handler',
          ...span,
          message: 'The value becomes part of a script; escaping for HTML does not keep it text there.',
        };
    }
    if (name === 'script' || name === 'link') {
      const source = attribute(attributes, name === 'script' ? 'src' : 'href') ?? '';
      const isLoaded = name === 'script' || /^stylesheet$/i.test(attribute(attributes, 'rel') ?? '');
      if (!isLoaded || !remote.test(source)) continue;
      if (/^http:/i.test(source))
        yield {
          rule: 'page-loads-unprotected',
          ...span,
          severity: name === 'script' ? 'medium' : 'low',
          message: 'Anyone on the way can exchange what this loads.',
          remedy: 'Use the `https:` address, with `integrity`.',
        };
      else if (
        !/\bintegrity\b/i.test(attributes) &&
        !/fonts\.googleapis|googletagmanager|recaptcha|google\.com\/|stripe\.com|paypal\.com|maps\.google/.test(
          source,
        )
      )
        yield {
          rule: 'script-without-integrity',
          ...span,
          message: 'Whoever controls that server changes what runs in this page.',
        };
    }
    if (name === 'iframe' || name === 'embed' || name === 'object') {
      const source = attribute(attributes, name === 'object' ? 'data' : 'src') ?? '';
      const sandbox = attribute(attributes, 'sandbox') ?? '';
      if (/^\s*(?:\{\{-?\s*(?!url_for|static|asset|media)[^}]*\}\}|<%[=-][^%]*%>)/.test(source))
        yield {
          rule: 'template-value-as-address',
          ...span,
          severity: 'low',
          confidence: 'low',
          message: 'The value decides what page is shown here, a `javascript:` address too.',
        };
      if (/allow-scripts/.test(sandbox) && /allow-same-origin/.test(sandbox))
        yield {
          rule: 'frame-sandbox-open',
          ...span,
          message: 'With both of these a page of the same origin can take the sandbox off.',
        };
    }
  }
  for (const match of body.matchAll(/\{%-?\s*debug\s*-?%\}/g))
    yield {
      rule: 'debug-mode-on',
      start: match.index,
      end: match.index + match[0].length,
      severity: 'low',
      message: 'This writes every variable of the template into the page.',
    };
  for (const match of body.matchAll(/\{%-?\s*blocktrans(?:late)?\b[^%]{0,200}\|\s*safe\b/g))
    yield {
      rule: 'template-escaping-bypassed',
      start: match.index,
      end: match.index + match[0].length,
      severity: 'low',
      message: 'This value goes into the page as HTML.',
    };
}
