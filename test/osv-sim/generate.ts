// Makes OSV records from a seed, with every shape that the schema allows and the field knows; the same ones every time.
import type { RangeEvent } from '../../src/engine/facts.ts';
import type { SimulatedAdvisory } from './index.ts';

/** A source of numbers from 0 up to but not including 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What to make. */
export interface Recipe {
  seed: number;
  count: number;
  /** OSV ecosystem, with or without suffix, and the names of its packages. */
  packages: readonly { ecosystem: string; name: string }[];
  versions: readonly string[];
}

/** Records over those packages and versions; of ten, one is withdrawn, one malicious and one names two packages. */
export function* generateRecords({ seed, count, packages, versions }: Recipe): Generator<SimulatedAdvisory> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let number = 0; number < count; number++) {
    const prefix = random() < 0.1 ? 'MAL-2026' : pick(['GHSA-test', 'PYSEC-2026', 'CVE-2026']);
    const named = [pick(packages), ...(random() < 0.1 ? [pick(packages)] : [])];
    yield {
      id: `${prefix}-${number}`,
      modified: new Date(1_700_000_000_000 + number * 60_000).toISOString(),
      ...(random() < 0.1 ? { withdrawn: '2026-01-01T00:00:00Z' } : {}),
      ...(number > 0 && random() < 0.1 ? { aliases: [`CVE-2026-${number - 1}`] } : {}),
      summary: `Flaw ${number}`,
      severity:
        random() < 0.5
          ? [
              {
                type: 'CVSS_V3',
                score: `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:${pick(['N', 'L', 'H'])}/I:N/A:H`,
              },
            ]
          : [],
      ...(random() < 0.2 ? { database_specific: { severity: pick(['LOW', 'MODERATE', 'HIGH']) } } : {}),
      affected: named.map((each) => ({
        package: each,
        ranges: [
          { type: each.ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM', events: events(random, versions) },
          ...(random() < 0.1
            ? [{ type: 'GIT', events: [{ introduced: '0' }, { fixed: 'a'.repeat(40) }] }]
            : []),
        ],
        versions: random() < 0.3 ? [pick(versions), pick(versions)] : [],
      })),
    };
  }
}

/** One or two windows, in any order; sometimes empty, without end, with a limit or with a tie. */
function events(random: () => number, versions: readonly string[]): RangeEvent[] {
  const pick = (): string => versions[Math.floor(random() * versions.length)]!;
  const kind = Math.floor(random() * 8);
  const tie = pick();
  const made: RangeEvent[][] = [
    [{ introduced: '0' }],
    [{ introduced: '0' }, { fixed: pick() }],
    [{ introduced: pick() }, { fixed: pick() }],
    [{ introduced: pick() }, { last_affected: pick() }],
    [{ fixed: pick() }, { introduced: pick() }, { introduced: pick() }, { fixed: pick() }],
    [{ introduced: '0' }, { limit: pick() }],
    [{ introduced: '0' }, { fixed: tie }, { introduced: tie }, { last_affected: pick() }],
    [{ introduced: '0' }, { limit: '*' }, { fixed: pick() }],
  ];
  return made[kind] ?? [];
}
