// The literals that are needed stand in every text that an expression matches.
import { describe, expect, it } from 'vitest';
import { neededBy } from './needed.ts';

describe('neededBy', () => {
  it.each([
    ['^print$', ['print']],
    ['(?i)Bearer', ['bearer']],
    ['^(?:res|response)\\.json$', ['res.json', 'response.json']],
    ['(?:token|secret)$', ['token', 'secret']],
    ['api[_-]?key', ['apikey', 'api_key', 'api-key']],
    ['https?://', ['http://', 'https://']],
    ['ab+cde', ['cde']],
    ['(?:secret)+', ['secret']],
    ['x{3}yz', undefined],
    ['token|\\d+', undefined],
    ['(?:token)?', undefined],
    ['(?!token).', undefined],
    ['\\bexec\\b', ['exec']],
    ['[a-z]+_token', ['_token']],
    ['(?:a|b)(?:cd|ef)', ['acd', 'aef', 'bcd', 'bef']],
    ['token\\1', ['token']],
  ])('%s: %j', (source, expected) => {
    expect(neededBy(source)?.toSorted()).toEqual(expected?.toSorted());
  });

  it.each([
    ['(?i)(?:^|[_.(])(?:password|api_?key)[)\\]]*$', 'user.API_KEY)'],
    ['^(?:500|jsonify|make_response)$', 'jsonify'],
    ['status\\([^)]{0,30}\\b500\\b[^)]{0,30}\\)\\s{0,3}\\.(?:send|json)$', 'res.status(500).send'],
    ['(?:log|logger)\\.(?:debug|info)', 'LOGGER.logger.info'],
  ])('%s occurs in %s, which holds one of them', (source, text) => {
    const flags = source.startsWith('(?i)') ? 'i' : '';
    expect(new RegExp(source.replace('(?i)', ''), flags).test(text)).toBe(true);
    const lower = text.toLowerCase();
    expect(neededBy(source)?.some((literal) => lower.includes(literal))).toBe(true);
  });
});
