// Which way to a sink a finding tells, where several lead there.
import { expect, it } from 'vitest';
import type { Hit, Way } from '../state.ts';
import { flowSchema, weigh } from './weigh.ts';

function way(name: string, position: Way['position']): Way {
  const node = { start: 0, end: name.length, source: { text: name } };
  return { taint: { source: 'parameter', node, doubt: 0, partly: false }, position } as unknown as Way;
}

it('tells of what a text was built with before what a wrapper was handed whole', () => {
  const flow = flowSchema.parse({
    sink: 'shell',
    report: [
      { source: ['parameter'], built: true, severity: 'high', confidence: 'medium' },
      { source: ['parameter'], position: ['whole'], severity: 'medium', confidence: 'low' },
    ],
  });
  const ways = [way('command', 'whole'), way('folder', 'value')];
  const told = weigh(flow, { kind: 'shell', built: true, ways } as unknown as Hit);
  expect([told?.way, told?.severity]).toEqual([ways[1], 'high']);
  const bare = weigh(flow, { kind: 'shell', built: false, ways: ways.slice(0, 1) } as unknown as Hit);
  expect(bare?.severity).toBe('medium');
});
