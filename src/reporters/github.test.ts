// Workflow commands: levels, places and escapes.
import { describe, expect, it } from 'vitest';
import { renderGitHub } from './github.ts';
import { sampleFinding, sampleReview } from './sample-review.ts';

describe('renderGitHub', () => {
  it('reads well', async () => {
    await expect(renderGitHub(sampleReview())).toMatchFileSnapshot('snapshots/github.txt');
  });

  it('lets no text start a command of its own', () => {
    const evil = 'x\n::set-output name=a::b\r\n::error::c';
    const finding = sampleFinding({ path: evil, title: evil, message: evil, why: evil, remedy: evil });
    const review = sampleReview({ findings: [finding], reason: evil });
    review.policy.problems = [{ path: evil, line: 1, column: 1, message: evil }];
    const commands = renderGitHub(review)
      .split('\n')
      .filter((line) => line.startsWith('::'));
    expect(commands.map((line) => line.slice(0, line.indexOf(' ')))).toEqual([
      '::error',
      '::error',
      '::warning',
      '::notice',
    ]);
  });
});
