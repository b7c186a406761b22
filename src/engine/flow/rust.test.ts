// Rust programs through the shipped models and rules: the mistake is found on its line, the clean twin is silent.
import { describe, expect, it } from 'vitest';
import { linesOf, programsOf } from './cases.ts';
import * as program from './rust-cases/program.ts';

const linesFound = linesOf('rust', 'src/example.rs');

describe('programs', () => {
  it.each(programsOf(program.programs))('%s', async (_, body) => {
    const { found, marked } = await linesFound(body, program.classes);
    expect(found).toEqual(marked);
  });
});
