// The shell detector: what commands in script files do wrong.
import type { Detector } from '../../detector.ts';
import { languageOf } from '../../languages.ts';
import { isSupportPath } from '../code/paths.ts';
import { report, type Verdict } from '../verdict.ts';
import { checkShell } from './checks.ts';

/** Longer scripts hold an archive. */
const maxChars = 400_000;

/** Where those scripts lie that people run to set up a machine. */
const ofUse = /(?:^|\/)scripts?(?=\/)|(?<=^|\/)setup(?=\.\w{1,5}$)/g;

export const shell: Detector = {
  id: 'shell',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || languageOf(path, body)?.id !== 'shell') return;
    if (body.length > maxChars)
      yield { notChecked: { path, check: 'shell', reason: `larger than ${maxChars} characters` } };
    else {
      let isCut = false;
      const onCut = (): void => void (isCut = true);
      const verdicts = [...checkShell(body, 0, body.length, { hasCallers: true, onCut })];
      const isRemote = ({ rule }: Verdict): boolean => rule === 'remote-script-piped-to-shell';
      yield* report(path, body, verdicts.filter(isRemote), input, isSupportPath(path.replace(ofUse, '')));
      yield* report(
        path,
        body,
        verdicts.filter((one) => !isRemote(one)),
        input,
      );
      if (isCut) yield { notChecked: { path, check: 'shell', reason: 'more commands than are read' } };
    }
  },
};
