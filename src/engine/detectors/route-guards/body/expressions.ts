// What the expressions of a body say of its caller: refusals, headers with credentials, comparisons, uses.
import type { Expression } from '../../../flow/ir.ts';
import { readCall } from './calls.ts';
import { note, refusalName, useOfCaller, type Reading } from './reading.ts';
import { isFilter, readSql, recordIndex } from './records.ts';
import { callerKey, isCaller, ofTenant, outsideKey, requestHeads } from '../roles/caller.ts';
import { dotted, textOf, type Visit } from '../shapes.ts';

const credentialHeader =
  /^(?:http[_-])?(?:authorization|proxy-authorization|x[-_]api[-_]key|api[-_]key|apikey|x[-_]auth[-_]token|x[-_]access[-_]token|x[-_]token|x[-_]admin[-_]\w+|x[-_][\w-]*(?:secret|signature|token|key|hmac)[\w-]*|[\w-]*signature[\w-]*|svix-[\w-]+|x-amz-sns-message-type|x[-_]csrf[-_]token)$/i;
const refusal =
  /(?:^|_|\b)(?:forbidden|unauthori[sz]ed|permission[ _]?denied|permissionerror|access[ _]?denied|not[ _]?authenticated|unauthenticated|authenticationfailed|authenticationerror|authorizationerror|not[ _]authori[sz]ed|401|403)(?:$|_|\b)|(?:Forbidden|Unauthori[sz]ed|PermissionDenied|AccessDenied|NotAuthenticated|Unauthenticated)/i;

/** Reads one expression of a body; false when what is in it is not to be read. */
export function readExpression(reading: Reading, expression: Expression, at: Visit): boolean | void {
  const { facts, callers, read, skipped } = reading;
  switch (expression.kind) {
    case 'literal': {
      if (expression.value === 401 || expression.value === 403)
        note(reading, refusalName, 'authenticated', expression.node);
      if (expression.value === 403) facts.decides = true;
      if (typeof expression.value !== 'string' || expression.value.length > 80) return;
      if (refusal.test(expression.value)) note(reading, refusalName, 'authenticated', expression.node);
      if (at.parent?.kind === 'call' && credentialHeader.test(expression.value))
        note(reading, expression.value, 'authenticated', expression.node);
      return;
    }
    case 'name':
    case 'member': {
      const chain = dotted(expression);
      if (chain === undefined) return;
      read.add(chain.replace(/[.[(].*$/, ''));
      if (callers.has(chain.replace(/[.[(].*$/, ''))) {
        useOfCaller(reading, expression, chain, at);
        return false;
      }
      if (isCaller(chain)) {
        useOfCaller(reading, expression, chain, at);
        return false;
      }
      // A filter by the caller's organisation; by itself it asks nobody who they are.
      if (ofTenant.test(chain) && !outsideKey.test(chain) && !at.isTest) facts.usesCaller = true;
      if (refusal.test(chain)) note(reading, refusalName, 'authenticated', expression.node);
      if (/403|forbidden|permissiondenied/i.test(chain)) facts.decides = true;
      // `request.client.host != "127.0.0.1"`
      if (
        /^(?:self\.)?request\.(?:client\.host|remote_addr|remote_ip|remote|ip)$/.test(chain) &&
        at.parent?.kind === 'binary'
      )
        note(reading, 'the address of the caller', 'authorised', expression.node);
      if (
        expression.kind === 'member' &&
        credentialHeader.test(expression.property) &&
        /headers?|META|metadata|rawHeaders/i.test(chain)
      )
        note(reading, expression.property, 'authenticated', expression.node);
      if (
        expression.kind === 'member' &&
        /^(?:authorization|verified|isAuthenticated)$/.test(expression.property) &&
        requestHeads.test(chain)
      )
        note(reading, chain, 'authenticated', expression.node);
      if (
        /^(?:is_?admin|is_staff|is_superuser|owner_?id|author_?id|created_?by)$/i.test(
          expression.kind === 'member' ? expression.property : '',
        ) &&
        !outsideKey.test(chain)
      )
        facts.decides = true;
      return;
    }
    case 'call':
      return readCall(reading, expression, at);
    case 'tagged': {
      const sql = expression.parts
        .map((part) => (part.kind === 'literal' ? String(part.value) : '?'))
        .join('');
      readSql(reading, sql, expression.parts, expression.node);
      return;
    }
    case 'build':
      return;
    case 'binary': {
      // `'user' in session`
      if (expression.operator === 'in' || expression.operator === 'not in') {
        const key = textOf(expression.left);
        const chain = dotted(expression.right) ?? '';
        if (key !== undefined && /(?:^|\.)session$/.test(chain) && callerKey.test(key))
          note(reading, `session[${key}]`, 'authenticated', expression.node);
      }
      if (/^[!=]==?$/.test(expression.operator))
        for (const [mine, other] of [
          [expression.left, expression.right],
          [expression.right, expression.left],
        ] as const) {
          const side = (dotted(mine) ?? '').replace(/\.toString\(\)$/, '');
          // `playlist.user !== res.locals.user.id`
          if (
            (isCaller(side) || callers.has(side.replace(/[.[(].*$/s, ''))) &&
            /\.(?:\w*id|sub|uid|pk|username|email)$|^\w*[uU]ser_?[iI]d$/i.test(side) &&
            (other.kind === 'member' || other.kind === 'index') &&
            !outsideKey.test(dotted(other) ?? '')
          )
            facts.decides = true;
          // `account.owner !== req.username`
          if (
            /\.(?:owner|author|creator|ownerId|owner_id|authorId|author_id)$/.test(side) &&
            !outsideKey.test(side) &&
            (other.kind === 'member' || other.kind === 'call')
          )
            facts.decides = true;
        }
      if (expression.operator === 'unary' && /^delete\s/.test(expression.node.text))
        recordIndex(reading, expression.left, 'delete');
      return;
    }
    case 'index':
      recordIndex(reading, expression, 'read');
      return;
    case 'other':
      if (expression.node.kind === 'delete_statement')
        for (const part of expression.parts) recordIndex(reading, part, 'delete');
      return;
    case 'assign':
      if (expression.target.kind === 'place') recordIndex(reading, expression.target.place, 'update');
      return;
    case 'object': {
      if (isFilter(expression, at.parent)) return;
      // Who made a change is written down without being asked whether they may.
      for (const entry of expression.entries)
        if (
          entry.key !== undefined &&
          /^(?:updated|modified|created|changed|deleted|edited)_?by|^actor|^performed/i.test(entry.key)
        )
          skipped.add(entry.value);
      return;
    }
    case 'function':
    case 'not':
    case 'regex':
    case 'choice':
    case 'list':
    case 'each':
      return;
  }
}
