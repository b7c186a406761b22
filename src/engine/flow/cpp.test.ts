// C and C++ programs through the shipped models and rules: the mistake is found on its line, the clean twin is silent.
import { describe, expect, it } from 'vitest';
import { linesOf, programsOf } from './cases.ts';
import * as program from './cpp-cases/program.ts';

const linesFound = linesOf('cpp', 'src/example.cpp');

describe('programs', () => {
  it.each(programsOf(program.programs))('%s', async (_, body) => {
    const { found, marked } = await linesFound(body, program.classes);
    expect(found).toEqual(marked);
  });
});
