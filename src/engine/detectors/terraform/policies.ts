// IAM policies that allow everything, or everyone.
import type { Verdict } from '../verdict.ts';
import { attributeAt, attributesAt, blocksAt, type Block } from './hcl.ts';

const star = /^\s*\[?\s*"\*"\s*\]?\s*$/;

export function* policyVerdicts(block: Block): Generator<Verdict> {
  const [type = ''] = block.labels;
  if (block.type === 'data' && type === 'aws_iam_policy_document') {
    for (const statement of blocksAt(block, 'statement')) yield* documentStatement(statement);
    return;
  }
  for (const name of [
    'policy',
    'assume_role_policy',
    'inline_policy.policy',
    'access_policies',
    'access_policy',
    'repository_policy',
    'resource_policy',
    'key_policy',
  ])
    for (const { value, valueStart } of attributesAt(block, name)) {
      if (!/Statement/.test(value)) continue;
      yield* statementsIn(value, valueStart, name === 'assume_role_policy');
    }
  if (/^google_\w+_iam_(?:member|binding)$/.test(type)) {
    const written = attributeAt(block, 'role');
    // One binding for each role of a list.
    const each = /^each\.(?:value|key)$/.test(written?.value ?? '')
      ? attributeAt(block, 'for_each')
      : undefined;
    const role = each ?? written;
    const named = /"roles\/(?:owner|editor)"/.exec(role?.value ?? '')?.[0];
    if (role && named)
      yield {
        rule: 'wildcard-iam-policy',
        start: role.start,
        end: role.end,
        severity: 'medium',
        message: `${named.replaceAll('"', '`')} may change nearly everything of the project.`,
      };
  }
  const arn = attributeAt(block, 'policy_arn');
  if (arn && /(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)"$/.test(arn.value))
    yield {
      rule: 'wildcard-iam-policy',
      start: arn.start,
      end: arn.end,
      severity: arn.value.endsWith('AdministratorAccess"') ? 'medium' : 'low',
      message: 'The account may do everything, or give itself the rights to.',
    };
  if (type === 'azurerm_role_definition')
    for (const actions of attributesAt(block, 'permissions.actions'))
      if (star.test(actions.value))
        yield {
          rule: 'wildcard-iam-policy',
          start: actions.start,
          end: actions.end,
          severity: 'medium',
          message: 'This role may do everything in its scope.',
        };
}

function* documentStatement(statement: Block): Generator<Verdict> {
  if (/Deny/.test(attributeAt(statement, 'effect')?.value ?? '')) return;
  const actions = attributeAt(statement, 'actions');
  const resources = attributeAt(statement, 'resources');
  const conditions = blocksAt(statement, 'condition');
  const limited = conditions.length > 0;
  // With a principal the policy is that of a resource, and `*` means this resource.
  const ofResource = blocksAt(statement, 'principals').length > 0;
  yield* anySubject(conditions);
  if (!ofResource && actions && star.test(actions.value) && resources && star.test(resources.value))
    yield everything(actions.start, actions.end, limited);
  else if (!ofResource && actions && resources && star.test(resources.value) && !limited)
    yield* broad(actions.value, actions.start, actions.end);
  for (const principals of blocksAt(statement, 'principals')) {
    const who = attributeAt(principals, 'identifiers');
    if (who && star.test(who.value) && !limited)
      yield everyone(who.start, who.end, /AssumeRole/.test(actions?.value ?? ''));
  }
}

/** Tokens of another system that are taken whoever they were made for. */
function* anySubject(conditions: readonly Block[]): Generator<Verdict> {
  for (const condition of conditions) {
    const values = attributeAt(condition, 'values');
    if (!values || attributeAt(condition, 'variable')?.value.endsWith(':sub"') !== true) continue;
    if (everySubject.test(values.value)) yield anyRepository(values.start, values.end);
    else if (everyOfOwner.test(values.value)) yield anyOfOwner(values.start, values.end);
  }
}

const everySubject = /"(?:\*|repo:\*|repo:\*\/\*|\*:\*)"/;

/** Every repository of one owner, whoever of them may push there. */
const everyOfOwner = /"repo:[\w.-]{1,60}\/\*(?::\*)?"/;

function anyOfOwner(start: number, end: number): Verdict {
  return {
    rule: 'public-iam-principal',
    start,
    end,
    severity: 'low',
    message:
      'Every repository of this owner may take the role, also one that is made tomorrow, from any branch.',
    remedy: 'Name the repository and the branch (`repo:acme/shop:ref:refs/heads/main`).',
  };
}

function anyRepository(start: number, end: number): Verdict {
  return {
    rule: 'public-iam-principal',
    start,
    end,
    severity: 'medium',
    message: 'A token of any repository or account of the other system may take this role.',
    remedy: 'Name the repository and the branch (`repo:acme/shop:ref:refs/heads/main`).',
  };
}

function everything(start: number, end: number, limited: boolean): Verdict {
  return {
    rule: 'wildcard-iam-policy',
    start,
    end,
    severity: limited ? 'low' : 'high',
    message: 'This allows every action on every resource of the account.',
  };
}

function everyone(start: number, end: number, assumes: boolean): Verdict {
  return {
    rule: 'public-iam-principal',
    start,
    end,
    severity: assumes ? 'high' : 'medium',
    message: assumes
      ? 'Every AWS account may take this role.'
      : 'Every account may use this resource, as far as the actions go.',
  };
}

/** Whole services, or the calls by which an account raises its own rights, on every resource. */
function* broad(actions: string, start: number, end: number): Generator<Verdict> {
  const service =
    /"((?:iam|sts|kms|s3|ec2|lambda|secretsmanager|ssm|organizations|dynamodb|rds|cloudformation):\*)"/.exec(
      actions,
    )?.[1];
  const raising =
    /"(iam:(?:PassRole|CreateAccessKey|CreatePolicyVersion|SetDefaultPolicyVersion|Attach\w+Policy|Put\w+Policy|AddUserToGroup|UpdateAssumeRolePolicy|UpdateLoginProfile|CreateLoginProfile)|sts:AssumeRole|lambda:UpdateFunctionCode)"/.exec(
      actions,
    )?.[1];
  const reading = /"(secretsmanager:GetSecretValue|ssm:GetParameter(?:s|sByPath)?)"/.exec(actions)?.[1];
  if (service !== undefined)
    yield {
      rule: 'wildcard-iam-policy',
      start,
      end,
      severity: /^(?:iam|sts|kms|organizations|secretsmanager)/.test(service) ? 'medium' : 'low',
      message: `\`${service}\` on every resource is more than a program needs.`,
    };
  else if (raising !== undefined)
    yield {
      rule: 'wildcard-iam-policy',
      start,
      end,
      severity: raising === 'sts:AssumeRole' ? 'low' : 'medium',
      message: `With \`${raising}\` on every resource the account can give itself more rights.`,
    };
  else if (reading !== undefined)
    yield {
      rule: 'wildcard-iam-policy',
      start,
      end,
      severity: 'low',
      message: `With \`${reading}\` on every resource the account reads what others keep.`,
    };
}

/** Statements of JSON or of `jsonencode`; each is the text between the braces that hold an `Effect`. */
function* statementsIn(text: string, offset: number, assumes: boolean): Generator<Verdict> {
  for (const effect of text.matchAll(/"?Effect"?\s*[:=]\s*"(Allow|Deny)"/g)) {
    if (effect[1] === 'Deny') continue;
    const [from, to] = around(text, effect.index);
    const statement = text.slice(from, to);
    const field = (name: string): Part | undefined => {
      const found = new RegExp(`"?\\b${name}"?\\s*[:=]\\s*("[^"]*"|\\[[^\\]]*\\]|\\{[^}]*\\})`).exec(
        statement,
      );
      return found
        ? {
            value: found[1] ?? '',
            start: offset + from + found.index,
            end: offset + from + found.index + found[0].length,
          }
        : undefined;
    };
    yield* judgeStatement({
      action: field('Action'),
      resource: field('Resource'),
      principal: field('Principal'),
      notAction: field('NotAction'),
      limited: /"?Condition"?\s*[:=]/.test(statement),
      assumes,
    });
    const subject = /[\w.-]{1,80}:sub"?\s*[:=]\s*(?:"[^"\n]*"|\[[^\]]*\])/.exec(statement);
    if (assumes && subject) {
      const start = offset + from + subject.index;
      const end = start + subject[0].length;
      if (everySubject.test(subject[0])) yield anyRepository(start, end);
      else if (everyOfOwner.test(subject[0])) yield anyOfOwner(start, end);
    }
  }
}

/** A part of a statement: what is written, as JSON, and where. */
export interface Part {
  value: string;
  start: number;
  end: number;
}

/** A statement that allows something, however it was written. */
export interface Statement {
  action: Part | undefined;
  resource: Part | undefined;
  principal: Part | undefined;
  notAction?: Part | undefined;
  /** True when a condition stands with it. */
  limited: boolean;
  /** True when it says who may take a role. */
  assumes: boolean;
}

/** What is wrong with a statement that allows. */
export function* judgeStatement({
  action,
  resource,
  principal,
  notAction,
  limited,
  assumes,
}: Statement): Generator<Verdict> {
  if (action && resource && star.test(action.value) && star.test(resource.value) && !principal)
    yield everything(action.start, action.end, limited);
  else if (action && resource && star.test(resource.value) && !limited && !principal)
    yield* broad(action.value, action.start, action.end);
  else if (notAction && resource && star.test(resource.value) && !limited && !principal)
    yield {
      rule: 'wildcard-iam-policy',
      start: notAction.start,
      end: notAction.end,
      severity: 'low',
      message: 'This allows every action but those named, those of tomorrow included.',
    };
  if (
    principal &&
    !limited &&
    (star.test(principal.value) || /"?AWS"?\s*[:=]\s*\[?\s*"\*"/.test(principal.value))
  )
    yield everyone(principal.start, principal.end, assumes || /AssumeRole/.test(action?.value ?? ''));
}

function around(text: string, at: number): [from: number, to: number] {
  let depth = 0;
  let from = at;
  const near = 4_000;
  while (from > 0 && depth >= 0 && at - from < near) {
    from--;
    if (text[from] === '}') depth++;
    else if (text[from] === '{') depth--;
  }
  let to = at;
  depth = 0;
  while (to < text.length && depth >= 0 && to - at < near) {
    if (text[to] === '{') depth++;
    else if (text[to] === '}') depth--;
    to++;
  }
  return [from, to];
}
