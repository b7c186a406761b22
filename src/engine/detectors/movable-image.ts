// Tells of an image whose name is another image tomorrow, wherever such names stand.
import { textOf, type YamlNode } from '../text/yaml-tree.ts';
import { quoted } from './quoted.ts';
import type { Verdict } from './verdict.ts';

const untagged = /^(?:[\w.-]{1,200}:\d{1,5}\/)?[\w./-]{1,400}$/;
const latest = /:latest$/;

/** Whether a name has no version, as far as it is known: a template leaves it open, what stands behind `:-` is what it says. */
export function isMovable(written: string): boolean {
  const name = written.replace(/^docker:\/\//, '').replace(/\$\{\w{1,100}:?-([\w.-]{1,128})\}/g, '$1');
  // A template of Helm stands as a row of `x`.
  return !/[${}@]|x{8}/.test(name) && untagged.test(name.replace(latest, ''));
}

/** The verdict on a name of an image, where it is movable; `taggedOnly` leaves names alone that have no tag at all. */
export function* movableImage(image: YamlNode | undefined, { taggedOnly = false } = {}): Generator<Verdict> {
  const name = textOf(image) ?? '';
  if (!image || name === '' || !isMovable(name)) return;
  if (taggedOnly && !/latest\}?$/.test(name)) return;
  yield {
    rule: 'unpinned-image',
    start: image.start,
    end: image.end,
    message: `${quoted(name.replace(/^docker:\/\//, ''))} is another image from one day to the next.`,
    remedy: 'Name a version and its digest: `name:1.2.3@sha256:…`.',
  };
}
