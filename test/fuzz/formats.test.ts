// No text makes a reader crash or hang: see formats.ts for what is read, and fuzz-budget.ts for how long this looks.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzBudget, fuzzTimeout } from '../fuzz-budget.ts';
import { processorMs, tooLongMs } from '../processor-time.ts';
import { texts } from './damage.ts';
import { formats } from './formats.ts';

test.each(formats.map((format) => [format.name, format] as const))(
  '%s',
  (_name, { seeds, read, refuses }) => {
    // A sound text that is refused would leave the reader unseen.
    for (const seed of seeds) read(seed);
    fc.assert(
      fc.property(texts(seeds), (text) => {
        const started = processorMs();
        try {
          read(text);
        } catch (error) {
          if (!refuses?.(error)) throw error;
        }
        expect(processorMs() - started).toBeLessThan(tooLongMs);
      }),
      fuzzBudget(300),
    );
  },
  fuzzTimeout(60_000),
);

test.each(formats.map((format) => [format.name, format] as const))(
  '%s: long and deep texts end as well',
  (_name, { seeds, read, refuses }) => {
    const [seed = ''] = seeds;
    for (const text of [
      '['.repeat(100_000),
      '{"a":'.repeat(50_000),
      'a: '.repeat(50_000),
      '- '.repeat(50_000),
      ' '.repeat(200_000),
      `${seed}\n`.repeat(200),
      '\n'.repeat(200_000),
      'x'.repeat(1_000_000),
      '@@ -1 +1 @@\n'.repeat(20_000),
    ]) {
      const started = processorMs();
      try {
        read(text);
      } catch (error) {
        if (!refuses?.(error)) throw error;
      }
      expect(processorMs() - started, text.slice(0, 20)).toBeLessThan(tooLongMs);
    }
  },
  120_000,
);
