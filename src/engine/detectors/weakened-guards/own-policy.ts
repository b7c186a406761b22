// Finds changes that loosen LangGuard's own policy or take away its rules.
import { bodyBefore, type ChangedFile } from '../../change.ts';
import { confidences, severities } from '../../finding.ts';
import { loosenedAi } from '../../policy/ai-policy.ts';
import { loosenedForPeople } from '../../policy/loosened.ts';
import type { Policy } from '../../policy/policy.ts';
import { policyPath, readPolicy } from '../../policy/read-policy.ts';
import { isOwnRuleFile } from '../../rules/own.ts';
import type { ChangeLines } from './change-lines.ts';
import type { Weakness } from './weakness.ts';

const rule = 'langguard-policy-weakened';

/** What the change takes from the policy of the base. */
export function* ownPolicy({ files }: ChangeLines, ruleIds: readonly string[]): Generator<Weakness> {
  for (const { file } of files) {
    if (isOwnRuleFile(file.path) && file.status === 'removed')
      yield {
        rule,
        path: file.path,
        line: 1,
        removed: true,
        severity: 'medium',
        message: 'This rule of your own is deleted; what it found is no longer found.',
      };
    if (file.path === policyPath) yield* policyFile(file, ruleIds);
  }
}

function* policyFile(file: ChangedFile, ruleIds: readonly string[]): Generator<Weakness> {
  const before = bodyBefore(file);
  if (before === undefined) return;
  const read = (text: string | undefined) =>
    readPolicy(text, { path: policyPath, source: policyPath, ruleIds });
  const { policy: old, problems } = read(before);
  // A policy that could not be read was the defaults.
  if (problems.length > 0) return;
  if (file.status === 'removed') {
    const lost = loosened(old, read(undefined).policy).map(({ what }) => what);
    if (lost.length > 0)
      yield {
        rule,
        path: file.path,
        line: 1,
        removed: true,
        message: `The policy is deleted, and with it: ${lost.join('; ')}.`,
      };
    return;
  }
  if (file.body === undefined) return;
  const next = read(file.body);
  if (next.problems.length > 0) return;
  for (const { key, what } of loosened(old, next.policy)) {
    const line =
      file.body.split('\n').findIndex((text) => new RegExp(`^\\s*["']?${key}["']?\\s*:`).test(text)) + 1;
    yield { rule, path: file.path, line: Math.max(1, line), message: `After this change ${what}.` };
  }
}

/** Each way in which one policy asks for less than another. */
function loosened(old: Policy, next: Policy): { key: string; what: string }[] {
  const out: { key: string; what: string }[] = [];
  const say = (key: string, what: string): void => void out.push({ key, what });
  const rank = (severity: Policy['failOn']): number =>
    severity === 'never' ? -1 : severities.indexOf(severity);
  if (old.mode === 'enforce' && next.mode === 'monitor')
    say('mode', 'the check no longer fails: `mode` is `monitor`');
  if (rank(next.failOn) < rank(old.failOn))
    say('fail_on', `the check fails at \`${next.failOn}\` instead of \`${old.failOn}\``);
  if (severities.indexOf(next.minSeverity) < severities.indexOf(old.minSeverity))
    say('min_severity', `findings below \`${next.minSeverity}\` are no longer shown`);
  if (confidences.indexOf(next.minConfidence) < confidences.indexOf(old.minConfidence))
    say('min_confidence', `findings of less than \`${next.minConfidence}\` confidence are no longer shown`);
  if (old.onUnread === 'fail' && next.onUnread === 'ignore')
    say('on_unread', 'what could not be read no longer counts');
  if (old.allowComments === 'base' && next.allowComments === 'head')
    say('allow_comments', 'a change may waive its own findings by comments');
  if (next.aiSeverityBump < old.aiSeverityBump) say('ai', 'AI-written lines are weighed less');
  for (const what of loosenedAi(old.ai, next.ai)) say('ai', what);
  for (const { key, what } of loosenedForPeople(old, next)) say(key, what);
  const ignored = next.ignorePaths.filter((path) => !old.ignorePaths.includes(path));
  if (ignored.length > 0)
    say(
      'ignore',
      `${ignored
        .slice(0, 4)
        .map((path) => `\`${path}\``)
        .join(', ')} ${ignored.length === 1 ? 'is' : 'are'} no longer looked at`,
    );
  for (const [id, now] of next.rules) {
    const was = old.rules.get(id);
    const isOff = now.severity === 'off' && was?.severity !== 'off';
    const isMilder =
      now.severity !== undefined &&
      now.severity !== 'off' &&
      was?.severity !== undefined &&
      was.severity !== 'off' &&
      rank(now.severity) > rank(was.severity);
    const extra = (now.ignore ?? []).filter((path) => !was?.ignore?.includes(path));
    if (isOff) say(id, `the rule \`${id}\` is off`);
    else if (isMilder) say(id, `the rule \`${id}\` is only \`${now.severity}\``);
    else if (extra.length > 0) say(id, `the rule \`${id}\` passes over \`${extra[0]}\``);
  }
  return out;
}
