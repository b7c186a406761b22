// A secret in an administrator's file: never itself, always where it is found.
import { z } from 'zod';

/** Where references lead: variables of the environment, and files. */
export interface References {
  env: Readonly<Record<string, string | undefined>>;
  /** Throws when the file cannot be read. */
  readFile(path: string): string;
}

const reference = /^\$\{(env|file):([^{}]{1,500})\}$/;

/** Said of a value that stands where a reference should. */
export const noSecretHere = 'a secret does not stand in this file: write `${env:NAME}` or `${file:/path}`';

/** Whether it is `${env:NAME}` or `${file:/path}`. */
export function isReference(text: string): boolean {
  return reference.test(text);
}

/** What `${env:NAME}` or `${file:/path}` leads to; other text stands for itself. */
function follow(text: string, { env, readFile }: References): { value: string } | { problem: string } {
  const [, kind, name = ''] = reference.exec(text) ?? [];
  if (kind === undefined)
    return text.includes('${') ? { problem: 'write `${env:NAME}` or `${file:/path}`' } : { value: text };
  if (kind === 'env') {
    const value = env[name]?.trim();
    return value ? { value } : { problem: 'the environment variable it names is not set' };
  }
  try {
    const value = readFile(name).trim();
    return value === '' ? { problem: 'the file it names is empty' } : { value };
  } catch {
    return { problem: 'the file it names cannot be read' };
  }
}

/** Text that may be a reference, as what it leads to. */
export function textSchema(references: References, maxChars: number) {
  return z
    .string()
    .min(1)
    .max(maxChars)
    .transform((given, context) => {
      const found = follow(given, references);
      if ('value' in found) return found.value;
      context.addIssue({ code: 'custom', message: found.problem });
      return z.NEVER;
    });
}

/** A reference, as the secret that it leads to. */
export function secretSchema(references: References) {
  return z
    .string()
    .refine(isReference, { message: noSecretHere, abort: true })
    .pipe(textSchema(references, 4096));
}
