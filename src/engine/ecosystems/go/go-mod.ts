// Reads go.mod and go.work: requirements, replacements and the toolchain, with the exact line of each.
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { nothingAround, oncePer } from '../around.ts';
import { dependency, readSafely } from '../reading.ts';
import { isPseudo, withoutV } from './versions.ts';

/** The modules that a go.mod or go.work asks for; never throws. */
export function readGoMod(path: string, body: string, around: Around = nothingAround): Parsed {
  return readSafely(body, (into) => {
    const replaced: Replaced = new Map();
    let owner: string | undefined;
    for (const line of directives(body)) {
      if (line.verb === 'module') owner = ownerOf(line.words[0]?.text ?? '');
      else if (line.verb === 'require') addRequirement(path, line, into);
      else if (line.verb === 'replace') addReplacement(path, line, replaced, into);
      else if (line.verb === 'toolchain') addToolchain(path, line, into);
    }
    // A team's own modules are often private: that the public proxy has none of the name says nothing about them.
    for (const one of into.dependencies) {
      if (owner !== undefined && ownerOf(one.name) === owner) one.registry = `the home of ${owner}`;
    }
    const modules = modulesAround(around);
    for (const one of into.dependencies) {
      if (modules.has(one.name)) {
        // go.work and the modules beside each other make it the repository's own.
        one.source = 'workspace';
        delete one.version;
      } else if (/^0\.0\.0(?:-00010101000000-0+)?$/.test(one.version ?? '') && one.form !== 'replace')
        one.awaits = 'go.work or a module of the repository';
    }
    // What is replaced is never fetched under its own name.
    into.dependencies = into.dependencies.filter((one) => {
      const versions = replaced.get(one.name);
      return one.form === 'replace' || !versions || !(versions.has('') || versions.has(one.version ?? ''));
    });
  });
}

/** The modules that other files of the repository declare. */
const modulesAround = oncePer(
  (around) =>
    new Set(
      around.paths
        .filter((path) => /(?:^|\/)go\.mod$/.test(path))
        .flatMap((path) => /^\s*module\s+["`]?([^\s"`]+)/m.exec(around.text(path) ?? '')?.[1] ?? []),
    ),
);

/** Versions by module; an empty text stands for all. */
type Replaced = Map<string, Set<string>>;

interface Directive {
  verb: string;
  words: { text: string; start: number; end: number }[];
  comment: string;
  line: number;
}

/** Each directive on its line; the lines of a block have the block's verb. */
function directives(body: string): Directive[] {
  const out: Directive[] = [];
  let block: string | undefined;
  body.split('\n').forEach((raw, index) => {
    const text = raw.replace(/^\uFEFF/, ' ').replace(/\r$/, '');
    const slash = text.search(/(?:^|\s)\/\//);
    const words = [
      ...(slash === -1 ? text : text.slice(0, slash)).matchAll(/"[^"]*"|`[^`]*`|[()]|[^\s()]+/g),
    ].map((match) => ({
      text: match[0].replace(/^["`]|["`]$/g, ''),
      start: match.index,
      end: match.index + match[0].length,
    }));
    const [first, second] = words;
    if (!first) return;
    const comment = slash === -1 ? '' : text.slice(slash).trim();
    if (block !== undefined) {
      if (first.text === ')') block = undefined;
      else out.push({ verb: block, words, comment, line: index + 1 });
    } else if (second?.text === '(') block = first.text;
    else out.push({ verb: first.text, words: words.slice(1), comment, line: index + 1 });
  });
  return out;
}

/** Who owns a module, such as `github.com/acme`; elsewhere the host itself does. */
function ownerOf(module: string): string | undefined {
  const [host = '', account, ...rest] = module.toLowerCase().split('/', 3);
  if (!host.includes('.') || account === undefined) return undefined;
  if (!forges.has(host)) return host;
  return rest.length === 0 ? undefined : `${host}/${account}`;
}

const forges = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org']);

function addRequirement(path: string, { words, comment, line }: Directive, into: Required<Parsed>): void {
  const [name, version] = words;
  if (!name || !version) {
    into.unreadable.push({ line, reason: 'a requirement without a module or a version' });
    return;
  }
  into.dependencies.push(
    module(path, name.text, version.text, {
      line,
      column: name.start + 1,
      endColumn: version.end + 1,
      // Modules that others ask for are written down as in a lockfile.
      direct: !/^\/\/\s*indirect\b/.test(comment),
    }),
  );
}

function addReplacement(
  path: string,
  { words, line }: Directive,
  replaced: Replaced,
  into: Required<Parsed>,
): void {
  const arrow = words.findIndex((word) => word.text === '=>');
  const [name, version] = words.slice(0, Math.max(0, arrow));
  const [target, at] = words.slice(arrow + 1);
  if (arrow === -1 || !name || !target) {
    into.unreadable.push({ line, reason: 'a replacement without a target' });
    return;
  }
  const versions = replaced.get(name.text) ?? new Set();
  replaced.set(name.text, versions.add(version === undefined ? '' : withoutV(version.text)));
  const place = { line, column: name.start + 1, endColumn: (at ?? target).end + 1, direct: true };
  if (/^(?:\.{1,2}(?:[/\\]|$)|\/|[a-zA-Z]:[/\\])/.test(target.text)) {
    into.dependencies.push({
      ...module(path, name.text, '', place),
      source: 'path',
      requirement: target.text,
      form: 'replace',
    });
  } else if (at) {
    into.dependencies.push({
      ...module(path, target.text, at.text, { ...place, column: target.start + 1 }),
      form: 'replace',
    });
  } else into.unreadable.push({ line, reason: `the replacement ${target.text.slice(0, 80)} has no version` });
}

/** The advisories of Go's standard library name it as a module of that name. */
function addToolchain(path: string, { words, line }: Directive, into: Required<Parsed>): void {
  const [word] = words;
  const version = /^go(\d+\.\d+(?:\.\d+|rc\d+|beta\d+)*)/.exec(word?.text ?? '')?.[1];
  if (!word || version === undefined) return;
  into.dependencies.push(
    module(path, 'stdlib', version, {
      line,
      column: word.start + 1,
      endColumn: word.end + 1,
      direct: false,
    }),
  );
}

function module(
  path: string,
  name: string,
  written: string,
  place: Pick<Dependency, 'line' | 'column' | 'endColumn' | 'direct'>,
): Dependency {
  const isVersion = /^v?\d/.test(written);
  return dependency({
    ecosystem: 'go',
    name,
    writtenName: name,
    // A proxy lists tags, and a pseudo-version is none: that it is not listed says nothing.
    requirement: written === '' || isPseudo(written) ? undefined : written,
    version: isVersion ? withoutV(written) : undefined,
    path,
    ...place,
    scope: 'runtime',
    source: 'registry',
    form: undefined,
    resolved: undefined,
    integrity: undefined,
    requires: undefined,
  });
}
