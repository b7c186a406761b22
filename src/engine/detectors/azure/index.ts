// Finds in Bicep and ARM templates what the Terraform rules find there: open ports, public data, secrets in the clear.
import type { Detector } from '../../detector.ts';
import { report, type Verdict } from '../verdict.ts';
import { settings } from './settings.ts';

const maxChars = 400_000;

export const azure: Detector = {
  id: 'azure',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || !/\.(?:bicep|json)$/i.test(path)) return;
    const isBicep = /\.bicep$/i.test(path);
    if (!isBicep && !body.includes('deploymentTemplate.json#')) return;
    if (body.length > maxChars) {
      yield { notChecked: { path, check: 'azure', reason: `larger than ${maxChars} characters` } };
      return;
    }
    const text = isBicep ? withoutComments(body) : body;
    yield* report(path, body, verdicts(text, isBicep), input);
  },
};

function withoutComments(body: string): string {
  return body.replace(/'(?:[^'\\\n]|\\.){0,2000}'|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (part) =>
    part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part,
  );
}

function* verdicts(text: string, isBicep: boolean): Generator<Verdict> {
  yield* parameters(text, isBicep);
  const types = [...text.matchAll(/['"](Microsoft\.\w{1,60}(?:\/\w{1,80}){1,5})(?:@[\w-]{1,40})?['"]/gi)];
  let next = 0;
  let type = '';
  const property =
    /(?<=[\s{,])["']?([A-Za-z]\w{0,60})["']?[ \t]{0,20}:[ \t]{0,20}(?:'([^'\n]{0,200})'|"([^"\n]{0,200})"|(true|false|\[[ \t]{0,9}["']\*["'][ \t]{0,9}\]))/g;
  for (const found of text.matchAll(property)) {
    const start = found.index;
    for (; next < types.length && (types[next]?.index ?? 0) < start + found[0].length; next++)
      type = (types[next]?.[1] ?? '').toLowerCase();
    const [whole, name = ''] = found;
    const value = (found[2] ?? found[3] ?? found[4] ?? '').toLowerCase();
    const span = { start, end: start + whole.length };
    for (const one of settings)
      if (one.type.test(type) && one.name.split('|').includes(name) && one.value.test(value)) {
        const { rule, severity, message, remedy } = one;
        yield { rule, severity, message, remedy, ...span };
        break;
      }
    if (name === 'sourceAddressPrefix' && /^(?:\*|internet|0\.0\.0\.0\/0|any|::\/0)$/.test(value))
      yield* ingress(text, span);
    if (name === 'endIpAddress' && value === '255.255.255.255' && /^microsoft\.(?:sql|dbfor)/.test(type))
      yield {
        rule: 'public-database',
        ...span,
        message: 'Every address on the internet may try to log in.',
        remedy: 'Name the addresses that need it, or use a private endpoint.',
      };
    if (name === 'allowedOrigins' && value.startsWith('[') && type.startsWith('microsoft.web/sites'))
      yield {
        rule: 'public-service',
        ...span,
        severity: 'low',
        message: 'Pages of every origin may read what this site answers.',
        remedy: 'Name the origins that need it.',
      };
  }
}

/** Characters around a property in which the rest of its rule stands. */
const maxRule = 3000;

/** A rule for what comes in from everywhere, unless it is to the web. */
function* ingress(text: string, span: { start: number; end: number }): Generator<Verdict> {
  const before = text.slice(Math.max(0, span.start - maxRule), span.start);
  const after = text.slice(span.start, span.end + maxRule);
  const close = after.indexOf('}');
  const rule = before.slice(before.lastIndexOf('{') + 1) + (close === -1 ? after : after.slice(0, close));
  const of = (name: string): string =>
    new RegExp(`["']?\\b${name}["']?\\s{0,9}:\\s{0,9}["']?([^"'\\n,]{1,80})`, 'i').exec(rule)?.[1]?.trim() ??
    '';
  if (!/^allow$/i.test(of('access')) || !/^inbound$/i.test(of('direction'))) return;
  const ports = of('destinationPortRanges?');
  if (/^(?:80|443)$/.test(ports) || ports.startsWith('[')) return;
  const isAdmin = /^(?:22|3389|5985|5986|\*|1433|3306|5432|6379|27017|9200|0-65535)$/.test(ports);
  yield {
    rule: 'open-network-ingress',
    ...span,
    severity: isAdmin ? 'high' : 'low',
    confidence: isAdmin ? 'high' : 'medium',
    message: `Everyone on the internet reaches port ${/^[\d*-]{1,11}$/.test(ports) ? `\`${ports}\`` : 'that is given here'}.`,
  };
}

const secretName = /(?:password|passwd|secret|apikey|accesskey|connectionstring|privatekey|sastoken)$/i;

/** Parameters and outputs that hold secrets: what is not `secure` stands in the history of deployments. */
function* parameters(text: string, isBicep: boolean): Generator<Verdict> {
  const rule = 'deployment-secret-in-clear';
  if (isBicep) {
    for (const found of text.matchAll(/^param[ \t]{1,9}(\w{1,80})[ \t]{1,9}string\b[^\n]{0,300}/gm)) {
      const name = found[1] ?? '';
      const before = text.slice(Math.max(0, found.index - 600), found.index);
      const decorators =
        /(?:^|\n)((?:[ \t]{0,20}@[^\n]{0,300}\n|[ \t]{0,20}\n){0,12})$/.exec(before)?.[1] ?? '';
      if (secretName.test(name) && !/@(?:sys\.)?secure\(/.test(decorators))
        yield {
          rule,
          start: found.index,
          end: found.index + found[0].length,
          message: `The value of \`${name}\` stays readable in the history of deployments.`,
          remedy: 'Write `@secure()` above it, without a default.',
        };
    }
    for (const found of text.matchAll(
      /^output[ \t]{1,9}\w{1,80}[ \t]{1,9}\w{1,40}[ \t]{0,9}=[ \t]{0,9}(\w{1,80})[ \t]{0,9}$|^output\b[^\n]{0,200}\b(list(?:Keys|Secrets|AdminKeys|ConnectionStrings))\([^\n]{0,200}/gm,
    ))
      if (found[2] !== undefined || secretName.test(found[1] ?? ''))
        yield {
          rule,
          start: found.index,
          end: found.index + found[0].length,
          message: 'An output is readable to everyone who may see the deployment.',
          remedy: 'Write the value to a key vault, and let others read it there.',
        };
    return;
  }
  for (const found of text.matchAll(
    /"(\w{1,80})"\s{0,40}:\s{0,40}\{(?=[^{}]{0,600}"type"\s{0,9}:\s{0,9}"string")[^{}]{0,600}\}/gi,
  ))
    if (secretName.test(found[1] ?? ''))
      yield {
        rule,
        start: found.index,
        end: found.index + found[0].length,
        message: `The value of \`${found[1]}\` stays readable in the history of deployments.`,
        remedy: 'Write `"type": "securestring"`, without a default.',
      };
}
