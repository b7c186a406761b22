// Policies for teams at different points: look first, then hold the line, then raise it.
import { defaultPolicy, type Policy, type RequestChanges } from './policy.ts';

/** What a preset decides; a key of the file wins over it. */
export type Preset = Pick<
  Policy,
  'mode' | 'failOn' | 'minSeverity' | 'minConfidence' | 'aiSeverityBump' | 'onUnread'
> & { requestChanges: RequestChanges };

const { mode, failOn, minSeverity, minConfidence, aiSeverityBump, onUnread } = defaultPolicy;
const byDefault: Preset = {
  mode,
  failOn,
  minSeverity,
  minConfidence,
  aiSeverityBump,
  onUnread,
  requestChanges: 'critical',
};

/** Every preset, mildest first. */
export const presets = {
  /** Shows what is fairly certain and fails nothing: for the first weeks. */
  baseline: {
    ...byDefault,
    mode: 'monitor',
    failOn: 'critical',
    minConfidence: 'medium',
    onUnread: 'ignore',
    requestChanges: 'never',
  },
  /** Fails on high and critical, and asks for changes on critical. */
  standard: { ...byDefault, mode: 'enforce', failOn: 'high' },
  /** Fails on medium as well, asks for changes on high, and weighs AI-written lines one step more. */
  strict: { ...byDefault, mode: 'enforce', failOn: 'medium', aiSeverityBump: 1, requestChanges: 'high' },
} as const satisfies Record<string, Preset>;

/** Where one value of the effective policy comes from. */
export interface Explained {
  key: string;
  value: string;
  from: string;
}

/** The values of a preset, or of the defaults without one. */
export function presetOf(name: keyof typeof presets | undefined): Preset {
  return name === undefined ? byDefault : presets[name];
}
