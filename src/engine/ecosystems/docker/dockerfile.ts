// Reads the images that a Dockerfile builds on and copies from.
import type { Parsed } from '../../ecosystem.ts';
import { readSafely } from '../reading.ts';
import { imageDependency } from './names.ts';

/** The images of a Dockerfile, with the variables of its ARG lines put in; never throws. */
export function readDockerfileImages(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const args = new Map<string, string>();
    const stages = new Set<string>();
    let heredoc: string | undefined;
    let continues = false;
    body.split('\n').forEach((raw, index) => {
      const text = raw.replace(/\r$/, '');
      if (heredoc !== undefined) {
        if (text.trim() === heredoc) heredoc = undefined;
        return;
      }
      if (/^\s*(?:#|$)/.test(text)) return;
      const isStart = !continues;
      continues = /[\\`]\s*$/.test(text);
      heredoc = /^\s*(?:RUN|COPY|ADD)\b.*?(?<!<)<<-?\s*["']?([A-Za-z_]\w*)/i.exec(text)?.[1];
      if (!isStart) return;
      const arg = /^\s*ARG\s+(\w+)=["']?([^"'\s]*)/i.exec(text);
      if (arg) args.set(arg[1] ?? '', arg[2] ?? '');
      const add = (written: string, column: number): void => {
        const name = substitute(written, args);
        if (name === undefined || stages.has(name.toLowerCase()) || /^\d+$/.test(name)) return;
        const end = column + written.length;
        const found = imageDependency(name, { path, line: index + 1, column, endColumn: end });
        if (found) into.dependencies.push(found);
      };
      const from = /^(\s*FROM\s+(?:--platform=\S+\s+)?)(\S+)(?:\s+AS\s+(\S+))?\s*(?:#.*)?$/i.exec(text);
      if (from) {
        add(from[2] ?? '', (from[1]?.length ?? 0) + 1);
        if (from[3] !== undefined) stages.add(from[3].toLowerCase());
      }
      const copied = /^\s*(?:COPY|ADD)\s[^\n]*?--from=/i.exec(text);
      if (copied) {
        const written = /^\S+/.exec(text.slice(copied[0].length))?.[0] ?? '';
        // A bare word is a stage, perhaps of the command line.
        if (/[:/.]/.test(written)) add(written, copied[0].length + 1);
      }
    });
  });
}

/** Undefined when a variable has no value here. */
function substitute(written: string, args: ReadonlyMap<string, string>): string | undefined {
  const text = written
    .replace(/^["']|["']$/g, '')
    .replace(
      /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g,
      (whole, braced?: string, fallback?: string, plain?: string) =>
        args.get(braced ?? plain ?? '') || (fallback ?? whole),
    );
  return text.includes('$') ? undefined : text;
}
