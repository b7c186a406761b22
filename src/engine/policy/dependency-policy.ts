// What policy says of dependencies, and the shape of `dependencies:` in `.langguard.yml`.
import { z } from 'zod';
import { ecosystems } from '../ecosystems/index.ts';
import { severities, type Severity } from '../finding.ts';
import { nearest } from './nearest.ts';

/** A package, or with `*` several, as policy names it: `npm:lodash`, `pypi:django-*`, `maven:org.acme:*`. */
export const packagePattern = z
  .string()
  .max(300)
  .superRefine((text, context) => {
    const colon = text.indexOf(':');
    const id = text.slice(0, Math.max(0, colon));
    if (colon < 1 || colon === text.length - 1)
      context.addIssue({ code: 'custom', message: 'write ecosystem and name, such as `npm:lodash`' });
    else if (!ecosystems.some((one) => one.id === id))
      context.addIssue({ code: 'custom', message: noEcosystem(id) });
  });
const versions = z.string().min(1).max(200).describe("A range in the ecosystem's own notation.");
const reason = z.string().min(1).max(500);
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day such as 2026-12-31')
  .describe('A day such as 2026-12-31; the entry counts up to and including it.');
const licence = z.string().min(1).max(100).describe('An SPDX identifier, such as MIT.');

const listed = {
  package: packagePattern.describe('Ecosystem and name, such as `npm:lodash` or `npm:@acme/*`.'),
  versions: versions.optional(),
  reason: reason.optional(),
};
const approvedPackage = z.strictObject({
  ...listed,
  replaces: z.array(packagePattern).max(100).optional().describe('Packages that this one stands in for.'),
});
const blockedPackage = z.strictObject({
  ...listed,
  instead: packagePattern.optional().describe('What to write instead.'),
});

/** `dependencies:` in `.langguard.yml`. */
export const dependencySchema = z
  .strictObject({
    fail_on: z
      .enum([...severities, 'never'])
      .optional()
      .describe(
        'In `enforce` mode the check fails on findings about dependencies of this severity or worse. Default: as `fail_on` above.',
      ),
    cooldown_days: z
      .int()
      .min(0)
      .max(365)
      .optional()
      .describe('A version younger than this is told, and is not proposed as a remedy. Default: 7.'),
    licenses: z
      .strictObject({
        allow: z.array(licence).max(500).optional().describe('Only these licences may come in.'),
        deny: z.array(licence).max(500).optional().describe('These licences may not come in.'),
      })
      .optional()
      .describe('Licences of new packages, in SPDX terms.'),
    scorecard_min: z
      .number()
      .min(0)
      .max(10)
      .optional()
      .describe(
        'The least OpenSSF score that the repository of a new direct dependency may have; needs a source of scorecards.',
      ),
    approved: z
      .array(approvedPackage)
      .max(2000)
      .optional()
      .describe('Where this is given, every other direct dependency is told.'),
    blocked: z.array(blockedPackage).max(2000).optional().describe('Packages that may not come in.'),
    internal: z
      .strictObject({
        names: z
          .array(packagePattern)
          .max(2000)
          .optional()
          .describe('Packages of your own, such as `pypi:acme-*`.'),
        scopes: z
          .array(packagePattern)
          .max(200)
          .optional()
          .describe('Scopes, groups or vendors of your own, such as `npm:@acme` or `maven:com.acme`.'),
      })
      .optional()
      .describe('Names that must not be found in a public registry.'),
    ignore: z
      .array(
        z.strictObject({
          advisory: z
            .string()
            .min(1)
            .max(100)
            .describe('An advisory or one of its aliases, such as CVE-2026-1234.'),
          package: packagePattern,
          versions: versions.optional(),
          reason,
          expires: day,
        }),
      )
      .max(500)
      .optional()
      .describe('Advisories that do not apply here, each for one package and for a time.'),
    ecosystems_off: z
      .array(
        z.string().superRefine((id, context) => {
          if (!ecosystems.some((one) => one.id === id))
            context.addIssue({ code: 'custom', message: noEcosystem(id) });
        }),
      )
      .max(50)
      .optional()
      .describe('Ecosystems that are not looked at.'),
    offline: z
      .boolean()
      .optional()
      .describe('Ask no registry and no advisory service; what is not known then counts as not checked.'),
  })
  .describe('What the change pulls in.');

/** An entry of a list of packages. */
export interface ListedPackage {
  package: string;
  versions?: string;
  reason?: string;
  instead?: string;
  replaces?: readonly string[];
}

/** An advisory that does not apply here, up to and including the day `expires`. */
export interface IgnoredAdvisory {
  advisory: string;
  package: string;
  versions?: string;
  reason: string;
  expires: string;
}

/** What policy says of dependencies. */
export interface DependencyPolicy {
  /** Absent: as for every other finding. */
  failOn?: Severity | 'never';
  cooldownDays: number;
  /** Absent: scorecards are not asked for. */
  scorecardMin?: number;
  licences: { allow?: readonly string[]; deny: readonly string[] };
  /** Absent: everything that is not blocked. */
  approved?: readonly ListedPackage[];
  blocked: readonly ListedPackage[];
  internal: { names: readonly string[]; scopes: readonly string[] };
  ignore: readonly IgnoredAdvisory[];
  ecosystemsOff: readonly string[];
  offline: boolean;
}

/** What counts where the policy does not speak of dependencies. */
export const defaultDependencyPolicy: DependencyPolicy = {
  cooldownDays: 7,
  licences: { deny: [] },
  blocked: [],
  internal: { names: [], scopes: [] },
  ignore: [],
  ecosystemsOff: [],
  offline: false,
};

/** The policy that a valid `dependencies:` asks for. */
export function dependencyPolicyOf(config: z.infer<typeof dependencySchema>): DependencyPolicy {
  return {
    ...(config.fail_on === undefined ? {} : { failOn: config.fail_on }),
    cooldownDays: config.cooldown_days ?? defaultDependencyPolicy.cooldownDays,
    ...(config.scorecard_min === undefined ? {} : { scorecardMin: config.scorecard_min }),
    licences: {
      ...(config.licenses?.allow === undefined ? {} : { allow: config.licenses.allow }),
      deny: config.licenses?.deny ?? [],
    },
    ...(config.approved === undefined ? {} : { approved: config.approved.map(plain) }),
    blocked: (config.blocked ?? []).map(plain),
    internal: { names: config.internal?.names ?? [], scopes: config.internal?.scopes ?? [] },
    ignore: (config.ignore ?? []).map(plain),
    ecosystemsOff: config.ecosystems_off ?? [],
    offline: config.offline ?? false,
  };
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function plain<T extends object>(entry: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<T>;
}

function noEcosystem(id: string): string {
  const near = nearest(
    id,
    ecosystems.map((one) => one.id),
  );
  return `there is no ecosystem \`${id.slice(0, 80)}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}
