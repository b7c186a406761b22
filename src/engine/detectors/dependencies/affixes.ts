// Words that are put before or after a well-known name: those of honest authors, and those that give a forgery away.

/** A well-known name that stands in a longer one. */
export interface Affixed {
  target: string;
  /** True for an affix that honest authors hardly ever choose. */
  isTelling: boolean;
}

type Side = 'before' | 'after' | 'joined before' | 'joined after';

/** Names up to this place are worth the attacker's while, with an affix that honest authors use now and then. */
const closest = 3000;
const foremost = 200;
// What the language or the registry is called says nothing of what a package does: only a second one needs it. Each
// with where it stands and the last place of the list where it tells.
const telling: Readonly<Record<string, Partial<Record<Side, number>>>> = {
  js: { after: 20_000, 'joined after': 20_000 },
  node: { 'joined before': closest },
  nodejs: { before: foremost, after: foremost },
  npm: { after: closest },
  python: { before: foremost, 'joined before': foremost },
  python2: { before: closest, after: closest },
  python3: { before: closest, after: closest },
  py: { before: foremost, after: foremost },
  pypi: { before: closest, after: closest },
  ...Object.fromEntries(
    'official fix fixed patched hotfix update updated free premium crack cracked unlocked hack secure help version proxied selfbot stealer grabber'
      .split(' ')
      .map((word) => [word, { after: closest }]),
  ),
};
// Both use these; they count where the registry adds something.
const ordinary = new Set(
  `api cli core lib libs utils util dev sdk client server tools tool helper helpers common base beta next async plus
  lite new http web app db pro pip latest v2 rs sys rust cargo go golang gem ruby rb rails net dotnet php laravel`.split(
    /\s+/,
  ),
);
const joined = ['js', 'node', 'py', 'python', 'npm'];

/** The well-known names to which `name` adds one affix, telling ones first. */
export function affixOf(name: string, ranks: ReadonlyMap<string, number>): Affixed[] {
  const found: Affixed[] = [];
  const add = (target: string, affix: string, side: Side): void => {
    const last = Object.hasOwn(telling, affix) ? (telling[affix]?.[side] ?? 0) : 0;
    if (last === 0 && !Object.hasOwn(telling, affix) && !ordinary.has(affix) && !isVersion(affix)) return;
    const rank = ranks.get(target);
    const shortest = side.startsWith('joined') ? 4 : 3;
    if (rank === undefined || rank > 20_000 || target.length < shortest || /[@/:]/.test(target)) return;
    found.push({ target, isTelling: rank <= (isVersion(affix) ? 2000 : last) });
  };
  for (const match of name.matchAll(/[-_.]/g)) {
    add(name.slice(0, match.index), name.slice(match.index + 1), 'after');
    add(name.slice(match.index + 1), name.slice(0, match.index), 'before');
  }
  for (const affix of joined) {
    if (name.endsWith(affix)) add(name.slice(0, -affix.length), affix, 'joined after');
    if (name.startsWith(affix)) add(name.slice(affix.length), affix, 'joined before');
  }
  return found.sort((a, b) => Number(b.isTelling) - Number(a.isTelling));
}

/** `colors-2.0`, `discord.js-v14`: a version belongs to the package, not to its name. */
function isVersion(text: string): boolean {
  return /^(?:v\d{2,}|v?\d+(?:\.\d+)+)$/.test(text);
}
