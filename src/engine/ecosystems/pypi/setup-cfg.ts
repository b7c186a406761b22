// Reads the requirement lists of setup.cfg.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { readSafely } from '../reading.ts';
import { readRequirement } from './requirement.ts';
import { pythonDependency } from './requirements-txt.ts';

const keys: ReadonlyMap<string, Dependency['scope']> = new Map([
  ['install_requires', 'runtime'],
  ['setup_requires', 'build'],
  ['tests_require', 'development'],
]);

/** The dependencies of a setup.cfg; never throws. */
export function readSetupCfg(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    let section = '';
    let scope: Dependency['scope'] | undefined;
    body.split('\n').forEach((raw, index) => {
      const text = raw.trimEnd();
      if (text.trim() === '' || /^\s*[#;]/.test(text)) return;
      const header = /^\[([^\]]*)\]/.exec(text);
      if (header) {
        section = (header[1] ?? '').trim();
        scope = undefined;
        return;
      }
      let value = text;
      if (!/^\s/.test(text)) {
        const at = text.search(/[=:]/);
        const key = at === -1 ? '' : text.slice(0, at).trim().replaceAll('-', '_').toLowerCase();
        scope =
          section === 'options'
            ? keys.get(key)
            : section === 'options.extras_require' && at !== -1
              ? 'optional'
              : undefined;
        value = at === -1 ? '' : ' '.repeat(at + 1) + text.slice(at + 1);
      }
      if (!scope || value.trim() === '') return;
      const withoutComment = value.replace(/\s[#].*$/, '');
      // `file: requirements.txt` points at a file that is read on its own.
      if (/^\s*(?:file|attr):/.test(withoutComment)) return;
      const read = readRequirement(withoutComment);
      if (!read) {
        into.unreadable.push({
          line: index + 1,
          reason: `not a requirement: ${withoutComment.trim().slice(0, 80)}`,
        });
        return;
      }
      into.dependencies.push(
        pythonDependency(read, {
          path,
          line: index + 1,
          column: read.start + 1,
          endColumn: read.end + 1,
          scope,
        }),
      );
    });
  });
}
