// An event in the Common Event Format, version 0, within a syslog message.
// ArcSight CEF Implementation Standard, version 26; RFC 5424 (syslog), RFC 6587 and RFC 5425 (framing).
import type { Severity } from '../../engine/finding.ts';
import type { SocEvent } from './event.ts';

/** CEF counts from 0 to 10: 9 and more are very high, 7 and 8 high. */
const cefSeverities: Readonly<Record<Severity, number>> = { critical: 10, high: 8, medium: 5, low: 3 };

/** Of syslog: 2 critical, 3 error, 4 warning, 5 notice. */
const syslogSeverities: Readonly<Record<Severity, number>> = { critical: 2, high: 3, medium: 4, low: 5 };

/** Log audit. */
const facility = 13;

/** Receivers must take 2,048 bytes and commonly cut at 8,192. */
const maxValueChars = 1000;

/** In the header a backslash and a bar are escaped, and there are no lines. */
export function headerValue(text: string): string {
  return oneLine(text).replace(/[\\|]/g, String.raw`\$&`);
}

/** In the extension a backslash and an equals sign are escaped, and a line break is written out. */
export function extensionValue(text: string): string {
  return clip(text)
    .replace(/[\\=]/g, String.raw`\$&`)
    .replace(/\r\n|\r|\n/g, String.raw`\n`)
    .replace(/\p{Cc}/gu, ' ');
}

/** The event in CEF. */
export function cefOf(event: SocEvent, version: string): string {
  const header = [
    'CEF:0',
    'LangGuard',
    'LangGuard',
    headerValue(version),
    headerValue(event.rule ?? event.type),
    headerValue(event.title),
    String(cefSeverities[event.severity]),
  ].join('|');
  const fields: [string, string | number | undefined][] = [
    ['rt', Date.parse(event.at)],
    ['externalId', event.id],
    ['cat', event.type],
    ['msg', event.message],
    ['suser', event.who],
    ['filePath', event.path],
    ['request', event.url],
    ...labelled('cs1', 'repository', event.repository),
    ...labelled('cs2', 'remedy', event.remedy),
    ...labelled('cs3', 'origin', event.origin),
    ...labelled('cs4', 'commit', event.commit),
    ...labelled('cs5', 'finding', event.finding),
    ...labelled('cs6', 'code', event.code),
    ...labelled('cn1', 'pullRequest', event.pull),
    ...labelled('cn2', 'line', event.line),
    ...labelled('cn3', 'installation', event.installation),
  ];
  const extension = fields.flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [`${key}=${extensionValue(String(value))}`],
  );
  return `${header}|${extension.join(' ')}`;
}

function labelled(
  key: string,
  label: string,
  value: string | number | undefined,
): [string, string | number | undefined][] {
  return value === undefined || value === ''
    ? []
    : [
        [key, value],
        [`${key}Label`, label],
      ];
}

/** The event as a syslog message of RFC 5424. */
export function syslogOf(event: SocEvent, { version, host }: { version: string; host: string }): string {
  const priority = facility * 8 + syslogSeverities[event.severity];
  const name = host.replace(/[^\x21-\x7e]/g, '').slice(0, 255) || '-';
  return `<${priority}>1 ${event.at} ${name} langguard - ${event.type} - ${cefOf(event, version)}`;
}

/** Puts messages into a stream: each after its length in bytes, or each on a line. */
export function framed(messages: readonly string[], framing: 'octets' | 'lines'): Buffer {
  return Buffer.concat(
    messages.map((message) => {
      const bytes = Buffer.from(message);
      return framing === 'octets'
        ? Buffer.concat([Buffer.from(`${bytes.length} `), bytes])
        : Buffer.concat([bytes, Buffer.from('\n')]);
    }),
  );
}

function oneLine(text: string): string {
  return clip(text).replace(/\p{Cc}+/gu, ' ');
}

function clip(text: string): string {
  return text.length > maxValueChars ? `${text.slice(0, maxValueChars - 1)}…` : text;
}
