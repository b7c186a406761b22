// What crosses to a thread comes back as it was.
import { describe, expect, it } from 'vitest';
import { wholeFile, type Change, type ChangedFile } from '../engine/change.ts';
import { pack, unpack } from './review-pool.ts';

const changed: ChangedFile = {
  path: 'c.js',
  status: 'modified',
  class: 'text',
  body: 'a\nb\n',
  hunks: [{ oldStart: 1, oldLines: 0, newStart: 1, newLines: 1, lines: [{ kind: 'added', text: 'a' }] }],
};
const partly: ChangedFile = { ...changed, path: 'd.js', status: 'added', hunks: [] };

describe('pack', () => {
  const part: Change = {
    base: 'a',
    head: 'b',
    files: [wholeFile('a.js', 'x\r\ny'), changed, wholeFile('b.js', ''), partly, wholeFile('e.js', '\n')],
    commits: [],
    unread: [{ what: 'file', reason: 'because', path: 'f' }],
  };

  it('leaves out the lines of whole files only', () => {
    const { part: packed, whole } = pack(part);
    expect(whole).toEqual([0, 4]);
    expect(packed.files.map(({ hunks }) => hunks.length)).toEqual([0, 1, 0, 0, 0]);
  });

  it('is undone by unpack', () => expect(unpack(structuredClone(pack(part)))).toEqual(part));
});
