// The shell detector: what commands in script files do wrong.
import type { Detector } from '../../detector.ts';
import { languageOf } from '../../languages.ts';
import { report } from '../verdict.ts';
import { checkShell } from './checks.ts';

/** Longer scripts hold an archive. */
const maxChars = 400_000;

export const shell: Detector = {
  id: 'shell',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || languageOf(path, body)?.id !== 'shell') return;
    if (body.length > maxChars)
      yield { notChecked: { path, check: 'shell', reason: `larger than ${maxChars} characters` } };
    else yield* report(path, body, checkShell(body, 0, body.length, { hasCallers: true }), input);
  },
};
