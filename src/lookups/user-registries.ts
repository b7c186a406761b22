// The registries that a user's own installers are set to: pip, uv and Go, with the passwords of a .netrc.
import { parse } from 'smol-toml';
import { basic } from './registries.ts';
import type { PrivateRegistry } from './private-registries.ts';

/** What an installer reads on a user's machine. */
export interface UserFiles {
  env: Readonly<Record<string, string | undefined>>;
  /** Texts of pip's settings, the user's own last. */
  pip: readonly string[];
  /** Text of uv's settings. */
  uv?: string;
  netrc?: string;
}

type Env = UserFiles['env'];
/** An index: its address, and whether it stands in for the public one. */
type Index = { url: string; isDefault: boolean; user?: string; password?: string };

/** The registries that the user's settings name; an address that is none is passed over, as the installer will say so. */
export function userRegistries({ env, pip, uv, netrc = '' }: UserFiles): PrivateRegistry[] {
  const logins = readNetrc(netrc);
  return [
    ...pythonRegistries([pipIndexes(pip, env), uvIndexes(uv, env)], logins),
    ...goRegistries(env, logins),
  ];
}

/** `https://proxy.golang.org,direct` and the like; names of GOPRIVATE are told to nobody. */
function goRegistries(env: Env, logins: Logins): PrivateRegistry[] {
  const hidden = [env['GOPRIVATE'], env['GONOPROXY']].flatMap((list) => words(list, /,/));
  const proxies = words(env['GOPROXY'], /[,|]/);
  const all: PrivateRegistry[] =
    hidden.length === 0
      ? []
      : [
          {
            ecosystem: 'go',
            at: { refusal: 'GOPRIVATE keeps its name from proxies' },
            scopes: hidden.flatMap((one) => [one, `${one.replace(/\/+$/, '')}/*`]),
          },
        ];
  const goesOn = proxies.includes('direct');
  for (const url of proxies) {
    if (url === 'off') {
      all.push({ ecosystem: 'go', at: { refusal: 'GOPROXY is off' } });
      break;
    }
    if (url === 'direct') break;
    // The public one looks at the source itself before it says that there is nothing.
    if (hostOf(url) === 'proxy.golang.org') all.push({ ecosystem: 'go', at: 'public' });
    else if (hostOf(url) !== undefined)
      all.push({
        ...withLogin({ ecosystem: 'go', at: { url } }, logins),
        ...(goesOn && { isPartial: true }),
      });
  }
  return all;
}

/** Every index that pip or uv may take a package from. */
function pythonRegistries(tools: readonly Index[][], logins: Logins): PrivateRegistry[] {
  const all = new Map<string, PrivateRegistry>();
  for (const indexes of tools) {
    if (indexes.length === 0) continue;
    if (!indexes.some(({ isDefault }) => isDefault)) all.set('', { ecosystem: 'pypi', at: 'public' });
    for (const { url, user, password } of indexes) {
      const host = hostOf(url);
      if (host === undefined) continue;
      const isPublic = host === 'pypi.org' || host === 'pypi.python.org';
      const registry: PrivateRegistry = {
        ecosystem: 'pypi',
        at: isPublic ? 'public' : { url: url.replace(/\/+$/, '') },
        ...(user === undefined ? {} : { authorization: basic(user, password ?? '') }),
      };
      all.set(isPublic ? '' : url.replace(/\/+$/, ''), withLogin(registry, logins));
    }
  }
  return [...all.values()];
}

function pipIndexes(texts: readonly string[], env: Env): Index[] {
  const settings = new Map<string, string[]>();
  for (const text of texts) for (const [key, values] of readIni(text)) settings.set(key, values);
  const main = env['PIP_INDEX_URL'] ? [env['PIP_INDEX_URL']] : (settings.get('index-url') ?? []).slice(-1);
  const extra = env['PIP_EXTRA_INDEX_URL']
    ? words(env['PIP_EXTRA_INDEX_URL'], /\s/)
    : (settings.get('extra-index-url') ?? []);
  return [
    ...main.map((url) => ({ url, isDefault: true })),
    ...extra.map((url) => ({ url, isDefault: false })),
  ];
}

/** Values of [global] and [install]; a value may go on in indented lines. */
function readIni(text: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  let section = '';
  let last: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const title = /^\[([^\]]*)\]/.exec(line)?.[1];
    if (title !== undefined) {
      section = title;
      last = undefined;
    } else if (/^\s/.test(line)) last?.push(...words(line, /\s/));
    else {
      const [, key = '', value = ''] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
      last = words(value, /\s/);
      if (section === 'global' || section === 'install') values.set(key.replaceAll('_', '-'), last);
    }
  }
  return values;
}

function uvIndexes(text: string | undefined, env: Env): Index[] {
  const found: Index[] = [];
  const read = readUv(text);
  for (const each of Array.isArray(read['index']) ? (read['index'] as unknown[]) : []) {
    const { name, url, default: isDefault } = (each ?? {}) as Record<string, unknown>;
    // One that is only for the packages that name it stands in a project's own file.
    if (typeof url !== 'string' || (each as Record<string, unknown>)['explicit'] === true) continue;
    found.push({ url, isDefault: isDefault === true, ...loginOf(typeof name === 'string' ? name : '', env) });
  }
  const named = (word: string): Index => {
    const [, name = '', url = word] = /^([\w-]+)=(.+)$/.exec(word) ?? [];
    return { url, isDefault: false, ...loginOf(name, env) };
  };
  found.push(...words(env['UV_INDEX'], /\s/).map(named));
  found.push(...words(env['UV_EXTRA_INDEX_URL'], /\s/).map(named));
  const main = env['UV_DEFAULT_INDEX'] || env['UV_INDEX_URL'] || read['index-url'];
  if (typeof main === 'string') found.push({ ...named(main), isDefault: true });
  return found;
}

function readUv(text = ''): Record<string, unknown> {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

/** uv takes the credentials of an index from variables that carry its name. */
function loginOf(name: string, env: Env): Pick<Index, 'user' | 'password'> {
  const key = name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  const user = name === '' ? undefined : env[`UV_INDEX_${key}_USERNAME`];
  const password = name === '' ? undefined : env[`UV_INDEX_${key}_PASSWORD`];
  return user === undefined && password === undefined ? {} : { user: user ?? '', password: password ?? '' };
}

type Logins = ReadonlyMap<string, string>;

/** The header for each host of a .netrc; the entry for every other host is left out: it would tell a password to strangers. */
export function readNetrc(text: string): Logins {
  const logins = new Map<string, string>();
  const tokens: string[] = [];
  let isScript = false;
  for (const line of text.split(/\r?\n/)) {
    // What follows `macdef` is a script up to an empty line.
    if (line.trim() === '') isScript = false;
    else if (line.trimStart().startsWith('macdef')) isScript = true;
    if (!isScript && !line.trimStart().startsWith('#')) tokens.push(...words(line, /\s/));
  }
  let host: string | undefined;
  let user = '';
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1] ?? '';
    const isKey = !['machine', 'login', 'account', 'password'].includes(tokens[index - 1] ?? '');
    if (!isKey) continue;
    if (token === 'machine') [host, user] = [next.toLowerCase(), ''];
    else if (token === 'default') host = undefined;
    else if (token === 'login') user = next;
    else if (token === 'password' && host !== undefined && !logins.has(host))
      logins.set(host, basic(user, next));
  }
  return logins;
}

/** Credentials in the address win. */
function withLogin(registry: PrivateRegistry, logins: Logins): PrivateRegistry {
  const { at, authorization } = registry;
  if (typeof at === 'string' || !('url' in at) || authorization !== undefined) return registry;
  const { username, password, hostname, protocol } = new URL(at.url);
  const known = logins.get(hostname);
  const isSafe = protocol === 'https:' || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return username !== '' || password !== '' || known === undefined || !isSafe
    ? registry
    : { ...registry, authorization: known };
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) && /^https?:/.test(url) ? new URL(url).host : undefined;
}

function words(text: string | undefined, separator: RegExp): string[] {
  return (text ?? '')
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
