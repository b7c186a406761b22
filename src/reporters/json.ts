// Renders a Review as JSON of a published schema.
import { z } from 'zod';
import { fixListSchema, fixListOf, type FixListOptions } from './fixes.ts';
import { confidences, severities } from '../engine/finding.ts';
import { grades } from '../engine/origin.ts';
import { incidentHelpWhen, requestChangesFrom } from '../engine/policy/policy.ts';
import { layerKinds } from '../engine/policy/sources.ts';
import { roles } from '../engine/policy/waiver-policy.ts';
import { originKinds } from '../engine/review/rates.ts';
import type { Review } from '../engine/review.ts';

const severity = z.enum(severities);

const position = z
  .object({ line: z.int().describe('From 1.'), column: z.int().describe('From 1, in UTF-16 units.') })
  .describe('A place in a file after the change.');

const region = { start: position, end: position.describe('Up to but not including this place.') };

const evidence = z.object({
  marker: z.string(),
  tool: z.string().exactOptional().describe('Absent where a record names a person.'),
  where: z.string().describe('Where the mark stands, such as trailer or branch.'),
  grade: z.enum(grades),
  commit: z.string().exactOptional(),
  source: z.string().exactOptional().describe('The ref or file that holds a record.'),
});

const origin = z
  .object({
    tool: z.string().exactOptional().describe('Absent when unknown; absence never means a human.'),
    name: z.string().exactOptional(),
    model: z.string().exactOptional(),
    grade: z.enum(grades),
    evidence: z.array(evidence),
    commits: z
      .object({ marked: z.int(), of: z.int() })
      .exactOptional()
      .describe("How many of the change's commits bear a mark, where some do not."),
    trace: z
      .object({
        id: z.string().describe('Names the suggestion in the evidence.'),
        person: z.string().exactOptional().describe('Who asked, as the tool names people.'),
        session: z.string().exactOptional().describe('The conversation.'),
        link: z.string().exactOptional().describe('Where the conversation lives.'),
        at: z.string().describe('When it was suggested, ISO 8601.'),
        accepted: z.enum(['unchanged', 'edited']).describe('Whether the lines are as they were suggested.'),
      })
      .exactOptional()
      .describe("What a received trace tells of the assistant's conversation that the lines come from."),
  })
  .describe('Who or what wrote the lines, on what evidence.');

const conclusion = z.enum(['success', 'failure', 'action_required', 'neutral']);

const disposition = z.union([
  z.object({ state: z.literal('reported') }),
  z.object({ state: z.literal('waived'), reason: z.string(), by: z.literal('comment') }),
  z.object({
    state: z.literal('waived'),
    reason: z.string(),
    by: z.enum(['command', 'button', 'file']),
    waiver: z.string().describe('The id of the waiver.'),
    owner: z.string(),
    approver: z.string().exactOptional(),
    until: z.string().describe('The last day on which it binds.'),
    accepts: z
      .string()
      .exactOptional()
      .describe('The advisories that it names, where it does not name a place.'),
  }),
  z.object({ state: z.enum(['below-threshold', 'outside-change']), reason: z.string() }),
  z.object({ state: z.literal('ignored'), reason: z.string(), by: z.literal('detector').exactOptional() }),
]);

const finding = z.object({
  rule: z.string(),
  title: z.string(),
  class: z.string().describe('Family of problems, such as sql-injection.'),
  path: z.string(),
  ...region,
  severity: severity.describe('After policy.'),
  detectedSeverity: severity.describe("The rule's own."),
  confidence: z.enum(confidences),
  message: z.string(),
  why: z.string(),
  remedy: z.string(),
  cwe: z.array(z.int()).describe('Most specific first.'),
  references: z.array(z.string()),
  related: z
    .array(z.object({ path: z.string(), message: z.string(), ...region }))
    .describe('From source to sink, without the sink.'),
  fix: z
    .object({
      replacement: z.string(),
      ...region,
      also: z
        .array(z.object({ replacement: z.string(), ...region }))
        .exactOptional()
        .describe('Edits that go with it, such as an import; an empty region inserts.'),
    })
    .exactOptional()
    .describe('A replacement that removes the finding.'),
  secretDigest: z.string().exactOptional().describe('Keyed digest of a secret.'),
  advised: z
    .array(
      z.object({
        package: z.string().describe('Ecosystem and name, such as npm:lodash.'),
        version: z.string(),
        advisories: z.array(z.object({ id: z.string(), aliases: z.array(z.string()) })),
      }),
    )
    .exactOptional()
    .describe('The packages and advisories that it is about.'),
  removed: z.boolean().exactOptional().describe('True when it is about lines that the change removed.'),
  commit: z
    .string()
    .exactOptional()
    .describe('The commit of the change that holds it, where the head does not.'),
  failOn: z
    .enum([...severities, 'never'])
    .exactOptional()
    .describe('Fails the check from this severity on, where policy has another threshold for its kind.'),
  decided: z
    .object({
      severity: z
        .array(z.object({ to: severity, key: z.string() }))
        .exactOptional()
        .describe("From the rule's own severity to the one in force."),
      disposition: z.string().exactOptional().describe('The key by which it does not count.'),
      failOn: z.string().exactOptional().describe('The key of its threshold, where it has its own.'),
    })
    .exactOptional()
    .describe('By which keys of the policy it was judged.'),
  fingerprint: z.string().describe('Stable over moves, rebases and pushes.'),
  alsoFoundBy: z.array(z.string()).exactOptional().describe('Rules of other scanners that found the same.'),
  disposition,
  origin,
  excerpt: z.object({ startLine: z.int(), lines: z.array(z.string()) }),
  suggestion: z
    .object({
      startLine: z.int(),
      endLine: z.int().describe('The last line that is replaced.'),
      lines: z.array(z.string()).describe('None where the lines are to be deleted.'),
      also: z
        .array(z.object({ line: z.int(), removed: z.array(z.string()), added: z.array(z.string()) }))
        .exactOptional()
        .describe('Edits of the same fix that lie too far away to be in these lines.'),
    })
    .exactOptional()
    .describe('The fix as whole lines, where they lie within one hunk of the change and hold no secret.'),
});

/** The JSON report: a Review and which LangGuard wrote it. */
export const reportSchema = z
  .object({
    version: z.literal(1).describe('Of this format; raised when a reader would break.'),
    tool: z.object({ name: z.literal('LangGuard'), version: z.string() }),
    base: z.string(),
    head: z.string(),
    ruleSet: z.string(),
    conclusion,
    reason: z.string(),
    findings: z.array(finding),
    origins: z.array(
      z.object({
        origin,
        lines: z.int(),
        files: z.int(),
        read: z
          .int()
          .exactOptional()
          .describe('Of these lines those that every rule reads, where not all are.'),
      }),
    ),
    rates: z
      .array(
        z.object({
          kind: z
            .enum(originKinds)
            .describe('`perhaps-ai`: only hinted at, or a proposal that a person accepted.'),
          lines: z.int().describe('Added lines that every rule reads.'),
          findings: z.int().describe('Reported findings on these lines.'),
        }),
      )
      .exactOptional()
      .describe('How many findings stand on the lines of each kind of origin.'),
    dependencies: z
      .array(
        z.object({
          tool: z.string().exactOptional(),
          name: z.string().exactOptional(),
          model: z.string().exactOptional(),
          grade: z.enum(grades),
          dependencies: z.int().describe('Direct ones, each package and version once.'),
          vulnerable: z.int().describe('Their version has known advisories.'),
          invented: z.int().describe('No such package or version was published.'),
          lookalike: z.int().describe('Their name resembles a well-known one.'),
          flagged: z.int().describe('Vulnerable or invented.'),
          unknown: z.int().describe('Neither, and somebody who was to be asked did not answer.'),
        }),
      )
      .exactOptional()
      .describe('The dependencies that the lines of each origin bring, whatever policy says of them.'),
    checklist: z
      .array(
        z.object({
          area: z.string(),
          title: z.string(),
          questions: z.array(z.string()),
          places: z.array(z.object({ path: z.string(), start: z.int(), end: z.int() })),
          more: z.int().describe('Places that are not listed.'),
        }),
      )
      .exactOptional()
      .describe('What a person must be able to answer about AI-written lines.'),
    prompter: z
      .object({
        login: z.string().exactOptional(),
        name: z.string().exactOptional(),
        email: z.string().exactOptional(),
        from: z.enum(['author', 'body', 'co-author', 'committer']),
        isSure: z.boolean().describe('True when GitHub says so; else anyone can have written it.'),
      })
      .exactOptional()
      .describe('The person behind lines that a tool wrote.'),
    coverage: z.object({
      files: z.int(),
      addedLines: z.int(),
      classes: z.record(z.string(), z.int()),
      unread: z.array(z.object({ path: z.string().exactOptional(), what: z.string(), reason: z.string() })),
      notChecked: z.array(
        z.object({
          path: z.string().exactOptional(),
          check: z.string(),
          reason: z.string(),
          isOrigin: z
            .literal(true)
            .exactOptional()
            .describe('True when only who wrote the lines is not known.'),
        }),
      ),
    }),
    incidents: z.array(
      z.object({ detector: z.string(), path: z.string().exactOptional(), message: z.string() }),
    ),
    approvals: z
      .object({
        needs: z.array(
          z.object({
            name: z.string(),
            matter: z.string().describe('Keyed digest of what waits.'),
            by: z.array(z.string()),
            count: z.int(),
            why: z.string(),
            places: z.array(z.object({ path: z.string(), line: z.int() })),
            given: z.array(
              z.object({
                by: z.string(),
                at: z.string().describe('ISO 8601.'),
                how: z.enum(['review', 'command']),
              }),
            ),
          }),
        ),
        without: z
          .object({ conclusion, reason: z.string() })
          .describe('How the review would end if nobody had to be asked.'),
      })
      .exactOptional()
      .describe("What waits for somebody's approval."),
    incidentHelp: z
      .array(
        z.object({
          fingerprint: z.string(),
          pulls: z
            .array(z.int())
            .exactOptional()
            .describe('Other pull requests of the repository in which the same secret was found.'),
          commits: z
            .object({ holding: z.array(z.string()), read: z.int(), of: z.int() })
            .exactOptional()
            .describe('Commits of the pull request whose version of the file holds the secret.'),
          elsewhere: z.array(
            z.object({
              branch: z.string(),
              commit: z.string(),
              places: z.array(z.object({ path: z.string(), line: z.int() })),
              more: z.int().describe('Places that are not listed.'),
              files: z.int().describe('Files that were read.'),
              left: z
                .array(z.object({ files: z.int(), reason: z.string() }))
                .describe('What was not looked at, and why.'),
            }),
          ),
        }),
      )
      .exactOptional()
      .describe('Where else what was found stands, as far as it was looked for.'),
    policy: z.object({
      mode: z.enum(['monitor', 'enforce']),
      failOn: z.enum([...severities, 'never']),
      source: z.string(),
      waivers: z
        .object({ maxDays: z.int(), by: z.enum(roles), never: z.array(z.string()), buttonDays: z.int() })
        .describe('Who may waive, and for how long.'),
      comments: z
        .object({
          maxSuggestions: z.int().describe('0 for none.'),
          hasSummary: z.boolean(),
          requestChanges: z.enum(requestChangesFrom).exactOptional(),
        })
        .exactOptional()
        .describe('What may be written into the pull request.'),
      incidentHelp: z
        .enum(incidentHelpWhen)
        .exactOptional()
        .describe('When it is searched for where else a pattern stands.'),
      noticesFrom: severity
        .exactOptional()
        .describe('Channels hear from this severity on, where that is more than they would.'),
      held: z
        .array(z.string())
        .exactOptional()
        .describe('What the file asked for and did not get, because the organisation locks the key.'),
      codeScanning: z.literal('upload').exactOptional().describe('Findings go to code scanning as well.'),
      values: z
        .array(z.object({ key: z.string(), value: z.string(), from: z.array(z.int()) }))
        .exactOptional()
        .describe('The values in force; `from` counts in `layers`, from 0.'),
      layers: z
        .array(z.object({ layer: z.enum(layerKinds), name: z.string() }))
        .exactOptional()
        .describe('Where the values come from.'),
      problems: z.array(z.object({ path: z.string(), line: z.int(), column: z.int(), message: z.string() })),
    }),
    fixList: fixListSchema.exactOptional(),
  })
  .describe('A LangGuard review.');

export type Report = z.infer<typeof reportSchema>;

/** The Review as JSON, indented, ending with a line feed. */
export function renderJson(review: Review, options: { version: string } & Partial<FixListOptions>): string {
  // The type says here, at compile time, that the schema describes every Review.
  const { version, rules, ownRules } = options;
  const report: Report = {
    version: 1,
    tool: { name: 'LangGuard', version },
    ...review,
    ...(rules && ownRules && { fixList: fixListOf(review, { version, rules, ownRules }) }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** The report's JSON Schema (draft 2020-12), for docs/schema/report.schema.json. */
export function reportJsonSchema(): unknown {
  return z.toJSONSchema(reportSchema);
}
