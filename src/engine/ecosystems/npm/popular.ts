// The most used npm packages.
import { npmHighImpact } from 'npm-high-impact';

/** The list of the package npm-high-impact, most used first. The date is that of its release 1.13.0. */
export const popular = {
  names: npmHighImpact as readonly string[],
  asOf: '2026-09-23',
  source: 'npm-high-impact 1.13.0',
};
