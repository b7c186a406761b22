// Kotlin programs through the shipped models and rules: the mistake is found on its line, the clean twin is silent.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linesOf, programsOf } from './cases.ts';

const linesFound = linesOf('kotlin', 'src/main/kotlin/Example.kt');
const programs = readFileSync(new URL('./kotlin-cases/program.txt', import.meta.url), 'utf8');
const classes = ['sql-injection', 'command-injection', 'path-traversal', 'xss', 'ldap-injection', 'xpath-injection', 'weak-crypto', 'code-injection', 'open-redirect', 'ssrf', 'deserialization', 'archive-extraction', 'insecure-transport', 'hardcoded-secret', 'jwt', 'cors', 'xxe', 'sensitive-logging']; // prettier-ignore

describe('programs', () => {
  it.each(programsOf(programs))('%s', async (_, body) => {
    const { found, marked } = await linesFound(body, classes);
    expect(found).toEqual(marked);
  });
});
