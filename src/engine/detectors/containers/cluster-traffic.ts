// Ingresses and network policies that let in whoever comes.
import { type YamlMap, entriesOf, entryOf, getIn, itemsOf, textOf } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';

const openAnnotation =
  /^(?:nginx\.ingress\.kubernetes\.io\/(?:(?:force-)?ssl-redirect=false|auth-tls-verify-client=off|(?:configuration|server|auth|stream|modsecurity)-snippet=|ssl-protocols=.*TLSv1(?:\.1)?(?:\s|$)|proxy-ssl-verify=off|enable-modsecurity=false|cors-allow-origin=\*|whitelist-source-range=0\.0\.0\.0\/0)|alb\.ingress\.kubernetes\.io\/ssl-policy=ELBSecurityPolicy-(?:2015|2016|TLS-1-[01])|kubernetes\.io\/ingress\.allow-http=true)/;

/** Annotations and rules that let everyone in. */
export function* traffic(root: YamlMap, kind: string): Generator<Verdict> {
  for (const { key, keyStart, value } of entriesOf(getIn(root, 'metadata', 'annotations')))
    if (openAnnotation.test(`${key}=${textOf(value) ?? ''}`))
      yield {
        rule: 'cluster-traffic-opened',
        start: keyStart,
        end: value.end,
        message: `${quoted(key)} takes away a check, or lets whoever may write this object change the server's settings.`,
      };
  if (kind !== 'NetworkPolicy') return;
  for (const rule of itemsOf(getIn(root, 'spec', 'ingress')))
    if (rule.kind === 'map' && !entryOf(rule, 'from') && !entryOf(rule, 'ports'))
      yield {
        rule: 'cluster-traffic-opened',
        start: rule.start,
        end: rule.end,
        message: 'This rule lets everyone in.',
      };
  for (const rule of itemsOf(getIn(root, 'spec', 'ingress')))
    for (const from of itemsOf(getIn(rule, 'from'))) {
      const cidr = getIn(from, 'ipBlock', 'cidr');
      if (cidr && textOf(cidr) === '0.0.0.0/0')
        yield {
          rule: 'cluster-traffic-opened',
          start: cidr.start,
          end: cidr.end,
          message: 'This rule lets the whole internet in.',
        };
    }
}
