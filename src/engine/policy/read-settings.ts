// Reads an administrator's YAML file by a schema, and says what to mend without repeating a value.
import type { z } from 'zod';
import { readYaml } from './read-yaml.ts';

/** Something to mend in the file; lines and columns from 1. */
export interface SettingsProblem {
  line: number;
  column: number;
  message: string;
}

/** What the file says, or what to mend. No problem repeats a value, because it may be a secret in the wrong place. */
export function readBySchema<T>(
  text: string,
  schema: z.ZodType<T>,
): { value: T } | { problems: SettingsProblem[] } {
  const { yaml, problems, position } = readYaml(text);
  if (!yaml)
    return {
      // The parser quotes what it stumbled over.
      problems: problems.map(({ offset, message }) => ({
        ...position(offset),
        message: message.replace(/"[^"]*"|\S{40,}/g, '…'),
      })),
    };
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { value: parsed.data };
  return {
    problems: parsed.error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => ({
          ...position(yaml.offsetOfKey(issue.path, key)),
          message: `there is no key ${JSON.stringify(key.slice(0, 60))} here`,
        }));
      const where = issue.path.join('.');
      const said = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
      return [
        { ...position(yaml.offsetOf(issue.path)), message: `${where === '' ? '' : `${where}: `}${said}` },
      ];
    }),
  };
}
