// The list of ecosystems: one line each.
import type { Ecosystem } from '../ecosystem.ts';
import { actions } from './actions/index.ts';
import { conda } from './conda/index.ts';
import { crates } from './crates/index.ts';
import { docker } from './docker/index.ts';
import { go } from './go/index.ts';
import { hex } from './hex/index.ts';
import { jsr } from './jsr/index.ts';
import { maven } from './maven/index.ts';
import { nuget } from './nuget/index.ts';
import { packagist } from './packagist/index.ts';
import { pub } from './pub/index.ts';
import { rubygems } from './rubygems/index.ts';
import { swift } from './swift/index.ts';
import { npm } from './npm/index.ts';
import { pypi } from './pypi/index.ts';

/** Every ecosystem; a file belongs to the first that reads it. */
export const ecosystems: readonly Ecosystem[] = [
  npm,
  pypi,
  go,
  crates,
  rubygems,
  packagist,
  pub,
  hex,
  maven,
  nuget,
  actions,
  docker,
  swift,
  conda,
  jsr,
];

/** The ecosystem with this id. */
export function ecosystemOf(id: string): Ecosystem | undefined {
  return ecosystems.find((ecosystem) => ecosystem.id === id);
}
