// Reads the package that a word of an install command names, in the notation of its package manager.
import type { Dependency } from '../../ecosystem.ts';
import { hostOfImage, normalise as normaliseImage, readImageName } from '../../ecosystems/docker/names.ts';
import { exactVersion as exactNpm } from '../../ecosystems/npm/package-json.ts';
import { isName, readSpecifier, splitDescriptor } from '../../ecosystems/npm/specifier.ts';
import {
  exactVersion as exactPython,
  normalise as normalisePython,
  readRequirement,
} from '../../ecosystems/pypi/requirement.ts';
import { isPublicIndex } from '../../ecosystems/pypi/requirements-txt.ts';
import type { Install } from './installs-commands.ts';
import type { Notation } from './installs-shapes.ts';

/** The parts of a dependency that the word itself says. */
export type Named = Pick<Dependency, 'ecosystem' | 'name' | 'writtenName' | 'source'> & {
  requirement?: string | undefined;
  version?: string | undefined;
  registry?: string | undefined;
  /** How it is written at another version: `{name}` and `{version}` are put in. */
  form: string;
};

/** What the word names; undefined for folders, variables, what is no name, and in a text for the reader's own. */
export function packageOf(
  { notation, word, version, registry, source, isRunner }: Install,
  isDocumentation: boolean,
): Named | undefined {
  const text = word.text.replace(/^\\?["']+|\\?["']+$/g, '');
  if (text.length > 300 || /[$`*…\\|;&]|\.\.\.|\{\{|<\w+>|^-/.test(text)) return undefined;
  if (isDocumentation && isPlaceholder(text)) return undefined;
  if (isRunner && notation === 'npm' && programs.has(text)) return undefined;
  const found = readers[notation](text, version?.text.replace(/^["'=v]+|["']+$/g, ''));
  if (!found || found.name === '' || found.source === 'path' || source === 'path') return undefined;
  if (source === 'git') return { ...found, source: 'git' };
  if (registry === undefined || found.source !== 'registry') return found;
  return isOwnRegistry(notation, registry) ? found : { ...found, registry };
}

/** Programs that a project's own dependencies bring under another name; npx runs those that are there. */
const programs = new Set(
  `tsc tsserver ng nest cdk changeset commitlint biome swc babel cap graphql-codegen lhci vsce sb sls ember vue ionic
  openapi-generator-cli redocly spectral sentry-cli stryker depcruise wdio sequelize-cli playwright-core rw keystone
  electron-forge electron-builder release-it markdownlint-cli2 nyc mikro-orm typeorm-ts-node-commonjs react-native`.split(
    /\s+/,
  ),
);

type Reader = (text: string, version: string | undefined) => Named | undefined;

const readers: Readonly<Record<Notation, Reader>> = {
  npm: readNpm,
  'npm create': (text) => {
    const { name, rest } = splitDescriptor(text);
    const made = /^@[^/]+$/.test(name)
      ? `${name}/create`
      : name.startsWith('@')
        ? name.replace('/', '/create-')
        : `create-${name}`;
    const read = readNpm(rest === '' ? made : `${made}@${rest}`);
    return read && { ...read, writtenName: name, form: '{name}@{version}' };
  },
  deno: (text) => {
    const [, kind = '', spec = ''] = /^(npm|jsr):\/?((?:@[^/]+\/)?[^/]+)/.exec(text) ?? [];
    const read = kind === '' ? undefined : readNpm(spec);
    return read && { ...read, ecosystem: kind, form: `${kind}:{name}@{version}` };
  },
  pip: (text) => readPython(text, '{name}=={version}'),
  uv: (text) => readPython(text, '{name}=={version}'),
  poetry: (text) => readPython(text, '{name}@{version}'),
  conda: (text) => {
    const [, , channel, name, rest] = /^(([\w-]+)::)?([A-Za-z_][\w.-]*)((?:[=<>!~].*)?)$/.exec(text) ?? [];
    if (name === undefined) return undefined;
    const requirement = rest === '' ? undefined : rest;
    const version = /^==?([\w.]+)$/.exec(rest ?? '')?.[1];
    return {
      ecosystem: 'conda',
      name: name.toLowerCase(),
      writtenName: name,
      source: 'registry',
      requirement,
      version: rest?.startsWith('==') ? version : undefined,
      ...(channel === undefined || isOwnRegistry('conda', channel) ? {} : { registry: channel }),
      form: '{name}={version}',
    };
  },
  go: readGo,
  cargo: (text, apart) => {
    const [, name, at] = /^([A-Za-z][\w-]*)(?:@(.+))?$/.exec(text) ?? [];
    return name === undefined
      ? undefined
      : plain('crates', name, at ?? apart, apart, '{name}@{version}', '{name} --version {version}');
  },
  gem: (text, apart) => {
    const [, name, at] = /^([A-Za-z][\w.-]*?)(?::(\d.*))?$/.exec(text) ?? [];
    if (name === undefined || name.endsWith('.gem')) return undefined;
    return plain('rubygems', name, at ?? apart, apart, '{name}:{version}', '{name} -v {version}');
  },
  composer: (text, apart) => {
    const [, name, at] = /^([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)(?:[:=](.+))?$/.exec(text) ?? [];
    if (name === undefined) return undefined;
    return plain('packagist', name, at ?? apart, apart, '{name}:{version}', '{name} {version}');
  },
  nuget: (text, apart) => {
    const [, name, at] = /^([A-Za-z_][\w.-]*)(?:@(.+))?$/.exec(text) ?? [];
    if (name === undefined || /\.(?:nupkg|config|sln|csproj)$/i.test(name)) return undefined;
    return plain(
      'nuget',
      name,
      at ?? apart,
      apart,
      '{name} --version {version}',
      '{name} --version {version}',
    );
  },
  pub: (text) => {
    const [, , name, at] = /^((?:dev|override):)?([a-z_]\w*)(?::(\S+))?$/.exec(text) ?? [];
    if (name === undefined || /^[{[]/.test(at ?? '')) return undefined;
    return plain('pub', name, at, undefined, '{name}:{version}', '');
  },
  hex: (text, apart) =>
    /^[a-z]\w*$/.test(text)
      ? plain('hex', text, apart, apart, '{name} {version}', '{name} {version}')
      : undefined,
  image: (text) => {
    const read = readImageName(text);
    if (!read || read.name === 'scratch') return undefined;
    const host = hostOfImage(read.name);
    return {
      ecosystem: 'docker',
      name: normaliseImage(read.name),
      writtenName: read.name,
      source: 'registry',
      version: read.tag ?? read.digest ?? 'latest',
      ...(host === undefined ? {} : { registry: `https://${host}` }),
      form: '{name}:{version}',
    };
  },
};

function plain(
  ecosystem: string,
  name: string,
  requirement: string | undefined,
  apart: string | undefined,
  form: string,
  formApart: string,
): Named {
  const isExact = /^\d+(?:\.\d+)+[\w.+-]*$/.test(requirement ?? '') && !['crates', 'pub'].includes(ecosystem);
  const isFull = /^=?\d+\.\d+\.\d+[\w.+-]*$/.test(requirement ?? '');
  return {
    ecosystem,
    name:
      ecosystem === 'rubygems' || ecosystem === 'crates' || ecosystem === 'pub' ? name : name.toLowerCase(),
    writtenName: name,
    source: 'registry',
    requirement: requirement === 'latest' ? undefined : requirement,
    version: isExact || isFull ? requirement?.replace(/^=/, '') : undefined,
    form: apart === undefined ? form : formApart,
  };
}

function readNpm(text: string): Named | undefined {
  const base = { ecosystem: 'npm', form: '{name}@{version}' };
  const { name, rest } = splitDescriptor(text);
  if (!isName(name) || /\.(?:tgz|tar\.gz|js|mjs|ts|json)$/.test(name)) {
    const link = readSpecifier(text);
    return link.source === 'git' || link.source === 'url'
      ? { ...base, name: text, writtenName: text, source: link.source, requirement: text }
      : undefined;
  }
  if (/^[^@]+\/[^@]+$/.test(name))
    return { ...base, name: text, writtenName: text, source: 'git', requirement: text };
  const read = readSpecifier(/^(?:latest|next)?$/.test(rest) ? '' : rest);
  const requirement = read.source === 'registry' ? read.requirement : rest;
  return {
    ...base,
    name: read.name ?? name,
    writtenName: name,
    source: read.source,
    requirement,
    version: read.source === 'registry' ? exactNpm(requirement) : undefined,
  };
}

function readPython(text: string, form: string): Named | undefined {
  // `x@1.2` of uv and `x@^1.2` of Poetry.
  const at = /^([A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?)@([\^~]?\d[\w.*+!-]*|latest)$/.exec(text);
  if (at) {
    const [, written = '', asked = ''] = at;
    const name = normalisePython(written.replace(/\[.*/, ''));
    const isExact = /^\d/.test(asked) && !asked.includes('*');
    return {
      ecosystem: 'pypi',
      name,
      writtenName: written,
      source: 'registry',
      requirement: asked === 'latest' ? undefined : isExact ? `==${asked}` : asked,
      version: isExact ? asked : undefined,
      form: '{name}@{version}',
    };
  }
  const read = readRequirement(text);
  if (!read || /\.(?:whl|zip|tar\.gz|txt|py|toml)$/i.test(read.name ?? '')) return undefined;
  const written = read.name ?? read.requirement;
  if (written === undefined) return undefined;
  return {
    ecosystem: 'pypi',
    name: read.name === undefined ? written : normalisePython(read.name),
    writtenName: `${written}${read.extras}`,
    source: read.source,
    requirement: read.requirement,
    version: read.source === 'registry' ? exactPython(read.requirement) : undefined,
    form,
  };
}

function readGo(text: string): Named | undefined {
  const [, path = '', at] = /^([^@\s]+)(?:@(\S+))?$/.exec(text) ?? [];
  // What has no host is the project's own, or of the standard library.
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/[\w.~/-]+$/i.test(path) || path.endsWith('.go')) return undefined;
  const isTag = at !== undefined && /^v\d/.test(at);
  return {
    ecosystem: 'go',
    name: moduleOf(path.replace(/\/\.\.\.$/, '')),
    writtenName: path,
    source: 'registry',
    requirement: at === 'latest' || at === undefined ? undefined : at.replace(/^v(?=\d)/, ''),
    version: isTag && /^v\d+\.\d+\.\d+/.test(at) ? at.slice(1) : undefined,
    form: '{name}@v{version}',
  };
}

/** The module that most likely holds a package: its major version, its host's usual depth, or what stands before `cmd`. */
function moduleOf(path: string): string {
  const major = /^(.+?\/v[2-9]\d*)(?:\/|$)/.exec(path)?.[1];
  if (major !== undefined) return major;
  const parts = path.split('/');
  if (/^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|golang\.org)$/.test(parts[0] ?? ''))
    return parts.slice(0, 3).join('/');
  // These commands are modules of their own.
  if (path.startsWith('google.golang.org/grpc/cmd/')) return path;
  const command = parts.indexOf('cmd');
  if (command > 1) return parts.slice(0, command).join('/');
  return parts
    .slice(0, /^(?:gopkg\.in|go\.uber\.org|mvdan\.cc|gotest\.tools)$/.test(parts[0] ?? '') ? 2 : 3)
    .join('/');
}

function isOwnRegistry(notation: Notation, registry: string): boolean {
  const address = registry.replace(/^["']|["']$/g, '');
  switch (notation) {
    case 'pip':
    case 'uv':
    case 'poetry':
      return isPublicIndex(address);
    case 'npm':
    case 'npm create':
      return /^https?:\/\/registry\.(?:npmjs\.\w+|yarnpkg\.com)\/?$/.test(address);
    case 'gem':
      return /^https?:\/\/rubygems\.org\/?$/.test(address);
    case 'nuget':
      return /^https?:\/\/api\.nuget\.org\//.test(address) || /^nuget\.org$/i.test(address);
    case 'conda':
      return /^(?:conda-forge|defaults|main|anaconda)$/.test(address);
    case 'cargo':
      return address === 'crates-io';
    default:
      return false;
  }
}

/** Words that stand for the reader's own. */
function isPlaceholder(text: string): boolean {
  return (
    /^(?:@?(?:your|my|the|some|other|another)[-_/]|[A-Z][A-Z_-]{3,}$|@(?:scope|org|your-org|username)\/)/.test(
      text,
    ) ||
    /^(?:package|packages|package[-_]?name|pkg|module|library|name|foo|bar|baz|example|dependency|dependencies|image|img)(?:@.*|==.*|:.*)?$/i.test(
      text,
    )
  );
}
