// What a finding says of a source that nobody traced.
import { describe, expect, it } from 'vitest';
import type { Way } from '../../flow/state.ts';
import { messageOf } from './flow.ts';

function wayFrom(source: string, kind: string): Way {
  return { taint: { source, node: { kind } } } as unknown as Way;
}

describe('the message for a way', () => {
  const template = '`$SINK` runs `$SOURCE`.';

  it('says what is left to check of a call whose result was not traced', () => {
    for (const kind of ['call_expression', 'call', 'new_expression', 'method_invocation'])
      expect(messageOf(template, wayFrom('dynamic', kind))).toBe(
        `${template} What that call returns was not traced: check who can choose it.`,
      );
  });

  it('says no more of what has an origin, of a name, or where the call is not named', () => {
    expect(messageOf(template, wayFrom('request', 'call_expression'))).toBe(template);
    expect(messageOf(template, wayFrom('dynamic', 'identifier'))).toBe(template);
    expect(messageOf('Something runs.', wayFrom('dynamic', 'call'))).toBe('Something runs.');
  });
});
