// Times one hostile input in each stage, in a process of its own; prints JSON of milliseconds.
import { syntaxFor } from '../src/assets.ts';
import { wholeFile } from '../src/engine/change.ts';
import { detectors } from '../src/engine/detectors/index.ts';
import { Facts } from '../src/engine/facts.ts';
import { languageOf } from '../src/engine/languages.ts';
import { readPolicy } from '../src/engine/policy/read-policy.ts';
import { loadShippedRules } from '../src/shipped-rules.ts';
import { offlineLookups, runReview } from '../src/run.ts';
import { hostile } from './hostile.ts';

const name = process.argv[2] ?? '';
const input = hostile[name];
if (!input) throw new Error(`no such input: ${name}`);
const file = wholeFile(input.path, input.text());
const { rules } = await loadShippedRules();
const ruleIds = [...rules.info.keys()];
const judge = readPolicy(undefined, { path: '.langguard.yml', source: 'defaults', ruleIds });
const deps = { rules, lookups: offlineLookups, digestKey: 'bench', today: '2026-11-20' };
const changeOf = (files: (typeof file)[]) => ({ base: '', head: '', files, commits: [], unread: [] });
const cpuMs = (): number => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;

// Rules are compiled at first use; a server has done that before a file comes.
await runReview(changeOf([wholeFile(input.path, 'a = 1\n')]), judge, deps);
const started = cpuMs();
const startedAt = performance.now();
await runReview(changeOf([file]), judge, deps);
// Other work on the machine lengthens the one, compiling and collecting on other threads the other: alone on two cores it takes no longer than the less of both.
const whole = Math.min(cpuMs() - started, performance.now() - startedAt);

// Which stage it was, when it was slow.
const stages: Record<string, number> = {};
if (whole > 1000 && process.argv[3] === 'stages') {
  const syntax = await syntaxFor([file]);
  const given = {
    change: changeOf([file]),
    facts: new Facts(),
    rules,
    syntax,
    digest: (text: string) => text,
    today: '',
  };
  const time = (stage: string, run: () => unknown): void => {
    const before = cpuMs();
    run();
    stages[stage] = Math.round(cpuMs() - before);
  };
  const grammar = languageOf(file.path, file.body)?.grammar;
  if (grammar !== undefined) time('parse', () => syntax.parse(file.body ?? '', grammar));
  for (const detector of detectors) {
    time(detector.id, () => [...(detector.detectFile?.(file, given) ?? [])]);
    time(`${detector.id}, whole change`, () => [...(detector.detectChange?.(given) ?? [])]);
    time(`${detector.id}, values to mask`, () => [...(detector.collectSecrets?.(given.change, given) ?? [])]);
  }
}
process.stdout.write(JSON.stringify({ ms: Math.round(whole), class: file.class, stages }));
