// Java programs through the shipped models and rules: the mistake is found on its line, the clean twin is silent.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linesOf, programsOf } from './cases.ts';
import * as program from './java-cases/program.ts';
import * as servlet from './java-cases/servlet.ts';

const linesFound = linesOf('java', 'src/main/java/Example.java');

describe('servlets', () => {
  it.each(programsOf(servlet.programs))('%s', async (_, body) => {
    const whole = `public class T extends HttpServlet { public void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {\n${body}}}\n`;
    const { found, marked } = await linesFound(whole, servlet.classes);
    expect(found).toEqual(marked);
  });
});

describe('programs', () => {
  it.each(programsOf(program.programs))('%s', async (_, body) => {
    const { found, marked } = await linesFound(body, program.classes);
    expect(found).toEqual(marked);
  });
});

describe('frameworks', () => {
  const programs = readFileSync(new URL('./java-cases/frameworks.txt', import.meta.url), 'utf8');
  it.each(programsOf(programs))('%s', async (_, body) => {
    const { found, marked } = await linesFound(body, [
      ...program.classes,
      'xxe',
      'hardcoded-secret',
      'archive-extraction',
    ]);
    expect(found).toEqual(marked);
  });
});
