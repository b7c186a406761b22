// The JSON report, held against its own schema.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../engine/policy/policy.ts';
import { keptPolicy } from '../engine/policy/values.ts';
import { renderJson, reportJsonSchema, reportSchema } from './json.ts';
import { cleanReview, sampleFinding, sampleReview } from './sample-review.ts';

describe('renderJson', () => {
  const validate = new Ajv2020({ strict: false }).compile(reportJsonSchema() as object);

  it.each([
    ['everything', sampleReview()],
    ['nothing', cleanReview()],
    [
      'where values came from',
      sampleReview({
        findings: [
          sampleFinding({
            decided: {
              severity: [{ to: 'critical', key: 'ai.severity_bump' }],
              disposition: 'paths.ignore',
              failOn: 'overrides.0',
            },
          }),
        ],
        policy: { ...cleanReview().policy, ...keptPolicy(defaultPolicy, []) },
      }),
    ],
  ])('satisfies the published schema: %s', (_, review) => {
    const report = JSON.parse(renderJson(review, { version: '0.1.0' }));
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    // Strict parsing shows a field of Review that the schema forgot.
    expect(reportSchema.strict().parse(report)).toEqual(report);
  });

  it('refuses what is no report', () => {
    expect(validate({ version: 1 })).toBe(false);
  });
});
