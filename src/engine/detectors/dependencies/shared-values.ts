// Finds the dependencies whose version a change alters by a value that another file uses: a property, a variable.
import { addedLines, type Change, type ChangedFile } from '../../change.ts';
import type { Dependency, Ecosystem } from '../../ecosystem.ts';
import { aroundBefore, aroundOf } from '../../ecosystems/around.ts';
import { setting } from '../../ecosystems/imported.ts';
import type { Added } from './collect.ts';

/** Manifests read again at most for one file that sets values. */
const maxManifests = 300;

/** The dependencies of other manifests that get another version, each on the line that gives it. */
export function* alteredElsewhere(change: Change, added: readonly Added[]): Generator<Added> {
  const known = new Set(added.map(({ dependency: { path, line, name } }) => `${path} ${line} ${name}`));
  const named = new Set(added.map(({ dependency: { path, name } }) => `${path} ${name}`));
  for (const file of change.files) {
    if (file.status === 'added') continue;
    for (const { ecosystem } of setting(file)) {
      for (const one of usersOf(file, ecosystem, change)) {
        const { manifest, dependency } = one;
        const { name, path, line } = dependency;
        // The manifest's own line is new, or the file itself lists the package.
        if (known.has(`${manifest.path} ${manifest.line} ${name}`) || named.has(`${path} ${name}`)) continue;
        const key = `${path} ${line} ${name}`;
        if (known.has(key)) continue;
        known.add(key);
        yield { dependency, ecosystem, file, wasNamed: true };
      }
    }
  }
}

function* usersOf(
  file: ChangedFile,
  ecosystem: Ecosystem,
  change: Change,
): Generator<{ manifest: Dependency; dependency: Dependency }> {
  const [after, before] = [aroundOf(change), aroundBefore(change)];
  const lines = new Map(addedLines(file).map(({ number, text }) => [number, text]));
  const manifests = after.paths.filter(
    (path) =>
      path !== file.path &&
      ecosystem.reads(path) === 'manifest' &&
      ecosystem.decides?.(file.path, path) === true,
  );
  for (const path of manifests.slice(0, maxManifests)) {
    const now = ecosystem.parse(path, after.text(path) ?? '', after).dependencies;
    const touched = now.filter(
      ({ decided, direct, source }) =>
        decided?.path === file.path && lines.has(decided.line) && direct && source === 'registry',
    );
    if (touched.length === 0) continue;
    const old = ecosystem.parse(path, before.text(path) ?? '', before).dependencies;
    for (const manifest of touched) {
      const { name, requirement, decided } = manifest;
      const was = old.find((one) => one.name === name);
      if (!was || was.requirement === requirement || requirement === undefined) continue;
      const { decided: _decided, ...rest } = manifest;
      const line = decided?.line ?? 1;
      const text = (lines.get(line) ?? '').trimEnd();
      const column = text.length - text.trimStart().length + 1;
      const place = { path: file.path, line, column, endColumn: Math.max(text.length, column) + 1 };
      yield { manifest, dependency: { ...rest, ...place, form: `line ${text.trim()}` } };
    }
  }
}
