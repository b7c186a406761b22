// How Go files import modules.
import type { Import, Imports } from '../../ecosystem.ts';
import { codeText, goLexis, maxImportChars } from '../code-text.ts';

// Hosts on which the first three parts of a path are the repository.
const threeParts = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|git\.sr\.ht)$/;
const twoParts =
  /^(?:gopkg\.in|go\.uber\.org|k8s\.io|sigs\.k8s\.io|google\.golang\.org|gorm\.io|go\.etcd\.io|cloud\.google\.com|golang\.org)$/;

/** How Go modules are imported. */
export const imports: Imports = {
  isByFolder: true,
  reads: (path) => path.endsWith('.go'),
  find,
  explains: () => false,
  defines: (path, text) => {
    const module = path.endsWith('go.mod') ? /^module[ \t]+"?([^\s"]+)/m.exec(text)?.[1] : undefined;
    return module === undefined ? [] : [module, `${module}/*`];
  },
  brings: ({ name, writtenName }, { written }) =>
    [name, writtenName].some((one) => written === one || written.startsWith(`${one}/`)),
  // A module is imported by its path, wherever it is used.
  traces: ({ name, form }) => (name === 'stdlib' || form === 'replace' ? [] : [name]),
  declare: (name, _manifest, version) =>
    `require ${name}${version === undefined ? '' : ` v${version.replace(/^v/, '')}`}`,
};

function find(_path: string, text: string): Import[] {
  if (text.length > maxImportChars) return [];
  const out: Import[] = [];
  let isInBlock = false;
  for (const [index, line] of codeText(text, goLexis).split('\n').entries()) {
    if (!isInBlock && /^(?:func|type|var|const)\b/.test(line)) break;
    if (/^import[ \t]*\(/.test(line)) isInBlock = true;
    const found = (
      isInBlock
        ? /^(?:import[ \t]*\()?[ \t]*(?:[\w.]+[ \t]+)?"([^"]+)"/
        : /^import[ \t]+(?:[\w.]+[ \t]+)?"([^"]+)"/
    ).exec(line);
    if (isInBlock && line.includes(')')) isInBlock = false;
    const written = found?.[1];
    const name = written === undefined ? undefined : moduleOf(written);
    if (written === undefined || name === undefined) continue;
    const column = line.indexOf('"') + 2;
    const place = { line: index + 1, column, endColumn: column + written.length };
    const [host = ''] = name.split('/');
    const isKnown = threeParts.test(host) || twoParts.test(host);
    out.push({ written, name, own: [], ...place, ...(isKnown ? {} : { isVague: true as const }) });
  }
  return out;
}

/** The module of a package, as far as the path shows it; undefined for the standard library and relative paths. */
function moduleOf(written: string): string | undefined {
  const parts = written.split('/');
  const [host = ''] = parts;
  if (!/^[a-z\d-]+(?:\.[a-z\d-]+)+$/.test(host) || parts.length < 2 || !/^[\w.~/+-]+$/.test(written))
    return undefined;
  let length = threeParts.test(host) ? 3 : twoParts.test(host) ? 2 : parts.length;
  if (host === 'gopkg.in' && !/\.v\d+/.test(parts[1] ?? '')) length = 3;
  if (host === 'golang.org') length = 3;
  if (parts.length < length) return undefined;
  if (/^v\d+$/.test(parts[length] ?? '')) length++;
  return parts.slice(0, length).join('/');
}
