// Names of scanners and of their rules, as ids of ours: `semgrep/python.lang.security.audit.eval`.

/** Words that editions of one tool add to its name. */
const editions = /-(?:oss|pro|community|cli|code|scanner|ce|ee)$/;

/** The id of a tool, such as `semgrep` for `Semgrep OSS`. */
export function toolId(name: string): string {
  const plain = slug(name, 40).replaceAll('/', '-').replaceAll('.', '-');
  const short = plain.replace(editions, '');
  return short === '' ? 'scanner' : short;
}

/** The id of a tool's rule, such as `codeql/js/sql-injection`; unsafe characters become hyphens. */
export function scannerRule(tool: string, rule: string): string {
  const name = slug(rule, 120)
    .split('/')
    .filter((part) => part !== '' && !/^\.+$/.test(part))
    .join('/');
  return `${tool}/${name === '' ? 'unnamed' : name}`;
}

function slug(text: string, maxChars: number): string {
  return text
    .slice(0, 4 * maxChars)
    .toLowerCase()
    .replace(/[^a-z0-9._/]+/g, '-')
    .slice(0, maxChars)
    .replace(/^[-._/]+|[-._/]+$/g, '');
}

/** A stranger's sentence on one line: no control or invisible characters, no links, at most `maxChars`. */
export function sentence(text: string, maxChars: number): string {
  const flat = text
    .slice(0, 4 * maxChars)
    .replace(/\[([^\][]{0,500})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length <= maxChars
    ? flat
    : `${flat
        .slice(0, maxChars - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}
