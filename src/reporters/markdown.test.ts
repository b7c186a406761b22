// The Markdown report, and a rendered example.
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import { sampleFinding, sampleReview } from './sample-review.ts';

describe('renderMarkdown', () => {
  it('reads well', async () => {
    await expect(renderMarkdown(sampleReview())).toMatchFileSnapshot('snapshots/markdown.txt');
  });

  it('details the worst and lists the others', () => {
    const findings = Array.from({ length: 60 }, (_, i) => sampleFinding({ path: `f${i}.py` }));
    const out = renderMarkdown(sampleReview({ findings }), { maxDetailed: 2 });
    expect(out.match(/^#### critical/gm)).toHaveLength(2);
    expect(out.match(/^- `f/gm)).toHaveLength(58);
  });
});
