// The output of `deps check` for people: what was found, package by package, and a summary of what was not checked.
import { severities, type Severity } from '../engine/finding.ts';
import { terminalText } from '../reporters/neutralise.ts';
import type { CheckLine } from './deps-check.ts';

/** Collects a summary while it renders. */
export interface Table {
  /** The rows of these packages; those without a finding have none. */
  rows(lines: readonly CheckLine[]): string;
  summary(): string;
}

/** Reasons named in the summary; the rest is counted. */
const maxReasons = 10;
/** Kept at most: a reason may name a version. */
const maxKept = 1000;

/** An empty table. */
export function createTable(): Table {
  let packages = 0;
  let errors = 0;
  const found = new Map<Severity, number>();
  const open = new Map<string, number>();
  let beyond = 0;
  return {
    rows(lines) {
      let text = '';
      for (const one of lines) {
        if ('error' in one) {
          errors++;
          text += `line ${one.line}: ${terminalText(one.purl.slice(0, 200))}: ${terminalText(one.error)}\n`;
          continue;
        }
        packages++;
        for (const { check, state, reason = '' } of one.checks) {
          if (state !== 'not-checked') continue;
          const key = `${check}: ${reason}`;
          if (open.has(key) || open.size < maxKept) open.set(key, (open.get(key) ?? 0) + 1);
          else beyond++;
        }
        if (!one.severity) continue;
        found.set(one.severity, (found.get(one.severity) ?? 0) + 1);
        text += rowsOf(one);
      }
      return text;
    },
    summary() {
      const counts = severities.flatMap((severity) => {
        const count = found.get(severity);
        return count === undefined ? [] : [`${count} ${severity}`];
      });
      const reasons = [...open].sort((a, b) => b[1] - a[1]);
      const rest = reasons.slice(maxReasons).reduce((sum, [, count]) => sum + count, beyond);
      return [
        `${packages} packages: ${counts.length === 0 ? 'nothing found' : counts.join(', ')}${errors === 0 ? '' : `; ${errors} lines are no purls`}`,
        ...reasons
          .slice(0, maxReasons)
          .map(([reason, count]) => `not checked, ${count}: ${terminalText(reason)}`),
        ...(rest > 0 ? [`not checked, ${rest}: for other reasons; --format json names them`] : []),
      ]
        .map((line) => `${line}\n`)
        .join('');
    },
  };
}

function rowsOf({ purl, checks, remedy }: Exclude<CheckLine, { error: string }>): string {
  const rows = checks
    .filter(({ state }) => state === 'finding')
    .map(
      ({ check, severity = 'medium', evidence = '' }) =>
        `  ${severity.padEnd(8)} ${check.padEnd(10)} ${terminalText(evidence)}\n`,
    );
  const advice = remedy === undefined ? '' : `  ${'do'.padEnd(8)} ${terminalText(remedy)}\n`;
  return `${terminalText(purl)}\n${rows.join('')}${advice}`;
}
