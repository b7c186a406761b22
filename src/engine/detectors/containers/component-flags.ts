// Flags by which components of a cluster let everyone in.
import { type YamlNode, getIn, itemsOf, textOf } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';

/** Flags of components of the cluster that let everyone in, with how bad that is. */
const openFlags: readonly [RegExp, 'medium' | 'low'][] = [
  [/^--authorization-mode=(?:.*,)?AlwaysAllow/, 'medium'],
  [/^--(?:insecure-bind-address=|insecure-port=[1-9]|token-auth-file=|basic-auth-file=)/, 'medium'],
  [/^--(?:client-cert-auth|peer-client-cert-auth|kubelet-https|service-account-lookup)=false$/, 'medium'],
  [/^--anonymous-auth=true$/, 'low'],
  [/^--(?:enable-skip-login|disable-settings-authorizer|disable-auth|noauth)(?:=true)?$/, 'medium'],
  [/^--(?:auth-mode=server|api\.insecure(?:=true)?$)/, 'medium'],
  [/^--enable-admission-plugins=(?:.*,)?AlwaysAdmit/, 'medium'],
  [
    /^--(?:listen-client-urls|advertise-client-urls|etcd-servers|listen-peer-urls)=(?:.*,)?http:\/\/(?!127\.|localhost)/,
    'low',
  ],
  [/^--tls-cipher-suites=.*(?:RC4|3DES|NULL)|^--tls-min-version=VersionTLS1[01]$/, 'low'],
  [/^--(?:(?:auto-tls|peer-auto-tls|profiling)=true|enable-insecure-login(?:=true)?)$/, 'low'],
  [/^--read-only-port=[1-9]/, 'low'],
  [/^--(?:protect-kernel-defaults|rotate-certificates|make-iptables-util-chains)=false$/, 'low'],
  [
    /^--(?:insecure-skip-tls-verify|kubelet-insecure-tls|kubelet-certificate-authority=$|skip-verify|insecure)(?:=true)?$/,
    'low',
  ],
  [/^--streaming-connection-idle-timeout=0$/, 'low'],
];

/** The flags of a container that is a component of a cluster. */
export function* flags(container: YamlNode): Generator<Verdict> {
  for (const key of ['command', 'args'])
    for (const item of itemsOf(getIn(container, key))) {
      const text = textOf(item) ?? '';
      const open = openFlags.find(([flag]) => flag.test(text));
      if (open)
        yield {
          rule: 'cluster-component-opened',
          start: item.start,
          end: item.end,
          severity: open[1],
          message: `${quoted(text)} drops a check of who is asking.`,
        };
    }
}
