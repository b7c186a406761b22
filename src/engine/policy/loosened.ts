// Each way in which the people's part of one policy asks for less than another: waivers, approvals, paths.
import { severities } from '../finding.ts';
import { type ApprovalRule, type Policy, requestChangesFrom } from './policy.ts';
import { roles } from './waiver-policy.ts';
import type { Waiver } from './waivers.ts';

/** A key of the file, and what holds after the change, as part of a sentence. */
export interface Loosening {
  key: string;
  what: string;
}

/** What `waivers`, `approvals`, `overrides` and `request_changes` no longer ask for. */
export function loosenedForPeople(old: Policy, next: Policy): Loosening[] {
  return [
    ...waivers(old, next),
    ...approvals(old, next),
    ...overrides(old, next),
    ...requestedChanges(old, next),
    ...notices(old, next),
  ];
}

function* notices(old: Policy, next: Policy): Generator<Loosening> {
  const [was, is] = [old.noticesFrom, next.noticesFrom];
  if (was === undefined || (is !== undefined && severities.indexOf(is) >= severities.indexOf(was))) return;
  yield {
    key: 'notices',
    what:
      is === undefined
        ? 'channels hear no more than they do by themselves'
        : `channels hear from \`${is}\` on instead of \`${was}\``,
  };
}

function* requestedChanges(old: Policy, next: Policy): Generator<Loosening> {
  const [was = 'never', is = 'never'] = [old.comments.requestChanges, next.comments.requestChanges];
  // In monitor mode nothing was asked for.
  if (old.mode === 'monitor' || requestChangesFrom.indexOf(is) <= requestChangesFrom.indexOf(was)) return;
  yield {
    key: 'request_changes',
    what:
      is === 'never'
        ? 'no review asks for changes'
        : `a review asks for changes from \`${is}\` on instead of \`${was}\``,
  };
}

function* waivers(old: Policy, next: Policy): Generator<Loosening> {
  const [was, is] = [old.waiverRules, next.waiverRules];
  if (roles.indexOf(is.by) < roles.indexOf(was.by))
    yield { key: 'by', what: `the role \`${is.by}\` is enough to waive, where \`${was.by}\` was asked for` };
  if (is.maxDays > was.maxDays)
    yield { key: 'max_days', what: `waivers may run ${is.maxDays} days instead of ${was.maxDays}` };
  if (is.buttonDays > was.buttonDays)
    yield { key: 'button_days', what: `a button waives what fails for ${is.buttonDays} days` };
  const free = was.never.filter((rule) => !is.never.includes(rule));
  if (free.length > 0) yield { key: 'never', what: `findings of ${listed(free)} may be waived` };
  const nameOf = ({ rule, fingerprint, advised, until }: Waiver) =>
    JSON.stringify([rule, fingerprint, advised, until]);
  const known = new Set(old.waivers.map(nameOf));
  const added = next.waivers.filter((waiver) => !known.has(nameOf(waiver)));
  if (added.length > 0)
    yield {
      key: 'list',
      what: `${added.length === 1 ? 'a finding is' : `${added.length} findings are`} waived: ${listed([...new Set(added.map(({ rule }) => rule))])}`,
    };
}

function* approvals(old: Policy, next: Policy): Generator<Loosening> {
  for (const was of old.approvals) {
    const is = next.approvals.find(({ name }) => name === was.name);
    if (!is) yield { key: 'approvals', what: `nobody has to approve \`${was.name}\`` };
    else if (asksLess(was, is))
      yield { key: 'approvals', what: `less waits for the approval \`${was.name}\`, or more may give it` };
  }
}

function asksLess(was: ApprovalRule, is: ApprovalRule): boolean {
  const lost = (before: readonly string[] | undefined, after: readonly string[] | undefined) =>
    after !== undefined && (before === undefined || before.some((each) => !after.includes(each)));
  return (
    is.count < was.count ||
    is.by.some((each) => !was.by.includes(each)) ||
    lost(was.paths, is.paths) ||
    lost(was.findings, is.findings) ||
    (is.onlyAi === true && was.onlyAi !== true)
  );
}

function* overrides(old: Policy, next: Policy): Generator<Loosening> {
  const known = new Set(old.overrides.map((each) => JSON.stringify([each, [...each.rules]])));
  const rank = (severity: Policy['failOn']) => (severity === 'never' ? -1 : severities.indexOf(severity));
  for (const each of next.overrides) {
    if (known.has(JSON.stringify([each, [...each.rules]]))) continue;
    const off = [...each.rules].filter(([, severity]) => severity === 'off').map(([rule]) => rule);
    const paths = listed(each.paths);
    if (each.failOn !== undefined && rank(each.failOn) < rank(next.failOn))
      yield { key: 'overrides', what: `the check fails at \`${each.failOn}\` in ${paths}` };
    if (
      each.minSeverity !== undefined &&
      severities.indexOf(each.minSeverity) < severities.indexOf(next.minSeverity)
    )
      yield { key: 'overrides', what: `findings below \`${each.minSeverity}\` are not shown in ${paths}` };
    if (off.length > 0) yield { key: 'overrides', what: `${listed(off)} is off in ${paths}` };
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `\`${name}\``);
  return [...shown, ...(names.length > 4 ? [`${names.length - 4} more`] : [])].join(', ');
}
