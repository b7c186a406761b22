// C and C++ programs through the shipped models and rules: the mistake is found on its line, the clean twin is silent.
import { describe, expect, it } from 'vitest';
import { readWasm } from '../../assets.ts';
import { loadSyntax } from '../syntax/parse.ts';
import { linesOf, programsOf } from './cases.ts';
import * as program from './cpp-cases/program.ts';
import { runFlow } from './index.ts';

const linesFound = linesOf('cpp', 'src/example.cpp');

describe('programs', () => {
  it.each(programsOf(program.programs))('%s', async (_, body) => {
    const { found, marked } = await linesFound(body, program.classes);
    expect(found).toEqual(marked);
  });
});

it('a file that is too long to follow says so', async () => {
  const syntax = await loadSyntax(['cpp'], readWasm);
  const source = 'int main(int argc, char **argv) { system(argv[1]); }\n';
  const flowOf = (text: string): { hits: unknown[]; complete: boolean } => {
    const tree = syntax.parse(text, 'cpp');
    if ('reason' in tree) throw new Error(tree.reason);
    return runFlow(tree, []);
  };
  expect(flowOf(source).complete).toBe(true);
  expect(flowOf(`${source}// ${'a'.repeat(700_000)}\n`)).toMatchObject({ hits: [], complete: false });
});
