// Go programs through the shipped models and rules: the mistake is found on its line, the clean twin is silent.
import { describe, expect, it } from 'vitest';
import { linesOf, programsOf } from './cases.ts';
import * as program from './go-cases/program.ts';

const linesFound = linesOf('go', 'internal/api/example.go');

describe('programs', () => {
  it.each(programsOf(program.programs))('%s', async (_, body) => {
    const { found, marked } = await linesFound(`package api\n\n${body}`, program.classes);
    expect(found).toEqual(marked);
  });
});
