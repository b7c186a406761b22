// Of an object that one file hands to another, only the fields that hold an outsider's text are one.
import { expect, test } from 'vitest';
import { code } from './index.ts';
import { inputOf } from './input-for-tests.ts';

const server = (given: string): string => `import { snapshot } from './state.js';
app.get('/snapshot', async (req, res) => {
  res.json(await snapshot(${given}));
});
`;
const written = '{ folder: config.folder, topic: req.query.topic }';
const spread = '{ ...req.query, topic: req.query.topic }';
const state = (field: string): string => `import fs from 'node:fs';
export async function snapshot(options = {}) {
  return fs.readFileSync(options.${field}, 'utf8');
}
`;

test.each([
  ['folder', written, []],
  ['other', written, []],
  ['topic', written, ['path-from-request state.js:3']],
  ['other', spread, ['path-from-request state.js:3']],
])('the field %s of %s', async (field, given, expected) => {
  const { files, input } = await inputOf({ 'server.js': server(given), 'state.js': state(field) });
  for (const file of files) void [...(code.detectFile?.(file, input) ?? [])];
  const found = [...(code.detectChange?.(input) ?? [])].flatMap((one) =>
    'finding' in one ? [`${one.finding.rule} ${one.finding.path}:${one.finding.start.line}`] : [],
  );
  expect(found).toEqual(expected);
});

const report = `import { z } from 'zod';
export const reportSchema = z.object({
  totals: z.array(z.object({ fn: z.enum(['count', 'sum']), column: z.string() })),
});
export async function build(pool, spec: z.infer<typeof reportSchema>) {
  for (const one of spec.totals) {
    await pool.query(\`select \${one.fn}(total) from orders\`);
    await pool.query(\`select \${one.column} from orders\`);
  }
}
`;

test.each([
  ['reportSchema.parse(req.body)', ['report.ts:8']],
  ['req.body as Report', ['report.ts:7', 'report.ts:8']],
])('each of a list in %s', async (given, expected) => {
  const server = `import { build, reportSchema } from './report.js';
app.post('/report', async (req, res) => {
  res.json(await build(pool, ${given}));
});
`;
  const { files, input } = await inputOf({ 'server.ts': server, 'report.ts': report });
  for (const file of files) void [...(code.detectFile?.(file, input) ?? [])];
  const found = [...(code.detectChange?.(input) ?? [])].flatMap((one) =>
    'finding' in one ? [`${one.finding.path}:${one.finding.start.line}`] : [],
  );
  expect(found).toEqual(expected);
});
