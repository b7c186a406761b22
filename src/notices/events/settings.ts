// The administrator's file of sinks for events: where a security operations centre hears of them, and in which form.
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { severities, type Severity } from '../../engine/finding.ts';
import { globProblem, pathMatcher } from '../../engine/policy/globs.ts';
import { readBySchema, type SettingsProblem } from '../../engine/policy/read-settings.ts';
import { secretSchema, type References } from '../../engine/policy/secret-reference.ts';
import { hostProblem, urlProblem, type Outgoing } from '../guard.ts';
import { eventTypes, type SocEvent } from './event.ts';

/** Where a sink's events go. */
export type SinkTarget =
  | { kind: 'stdout' }
  | { kind: 'file'; path: string }
  | {
      kind: 'syslog';
      transport: 'tcp' | 'tls' | 'udp';
      host: string;
      port: number;
      framing: 'octets' | 'lines';
      format: 'cef' | 'json';
    }
  | { kind: 'webhook'; url: string; secrets: string[] };

/** One sink. */
export interface Sink {
  name: string;
  target: SinkTarget;
  /** Whether it wants an event. */
  wants(event: SocEvent): boolean;
}

/** The file, understood and with its secrets in place. */
export interface EventSettings {
  sinks: Sink[];
  outgoing: Outgoing;
  /** Private ranges in which collectors of syslog may stand. */
  networks: string[];
}

const glob = z.string().superRefine((pattern, context) => {
  const problem = globProblem(pattern);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: `the pattern ${problem}` });
});

const network = z.string().refine((text) => {
  if (!ipaddr.isValidCIDR(text)) return false;
  return ['private', 'uniqueLocal'].includes(ipaddr.parseCIDR(text)[0].range());
}, 'give a private range such as 10.1.2.0/24');

const common = {
  severity: z.enum(severities).default('low'),
  types: z.array(z.enum(eventTypes)).min(1).optional(),
  installations: z.array(z.number().int().positive()).min(1).max(1000).optional(),
  repositories: z.array(glob).min(1).max(200).default(['**']),
};

/** Reads the file. No problem repeats a value, because the value may be a secret in the wrong place. */
export function readEventSettings(
  text: string,
  references: References,
): { settings: EventSettings; problems: [] } | { settings: undefined; problems: SettingsProblem[] } {
  const read = readBySchema(text, schemaOf(references));
  return 'value' in read
    ? { settings: settingsOf(read.value), problems: [] }
    : { settings: undefined, problems: read.problems };
}

function schemaOf(references: References) {
  const secret = secretSchema(references).refine(
    (value) => value.length >= 16,
    'what it names has less than 16 characters',
  );
  const certificates = z
    .string()
    .transform((path, context) => {
      try {
        return references.readFile(path);
      } catch {
        context.addIssue({ code: 'custom', message: 'the file cannot be read' });
        return z.NEVER;
      }
    })
    .refine((pem) => pem.includes('-----BEGIN CERTIFICATE-----'), 'the file holds no certificate in PEM');
  return z
    .strictObject({
      version: z.literal(1),
      hosts: z.array(z.string().min(1).max(253)).max(100).default([]),
      ports: z.array(z.number().int().min(1).max(65_535)).max(20).default([443]),
      networks: z.array(network).max(20).default([]),
      ca_file: certificates.optional(),
      sinks: z.record(
        z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name has lower-case letters, digits and hyphens'),
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('stdout'), ...common }),
          z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(1000), ...common }),
          z.strictObject({
            kind: z.literal('syslog'),
            host: z.string().min(1).max(253),
            port: z.number().int().min(1).max(65_535).optional(),
            transport: z.enum(['tcp', 'tls', 'udp']).default('tls'),
            framing: z.enum(['octets', 'lines']).default('octets'),
            format: z.enum(['cef', 'json']).default('cef'),
            ...common,
          }),
          z.strictObject({
            kind: z.literal('webhook'),
            url: z.string().min(1).max(2000),
            secret,
            secret_previous: secret.optional(),
            ...common,
          }),
        ]),
      ),
    })
    .superRefine(({ hosts, ports, sinks }, context) => {
      for (const [name, sink] of Object.entries(sinks)) {
        const problem =
          sink.kind === 'webhook'
            ? urlProblem(sink.url, { hosts, ports })
            : sink.kind === 'syslog'
              ? hostProblem(sink.host, { hosts })
              : undefined;
        if (problem !== undefined)
          context.addIssue({
            code: 'custom',
            path: ['sinks', name, sink.kind === 'webhook' ? 'url' : 'host'],
            message: `it ${problem}`,
          });
      }
    });
}

type File = z.infer<ReturnType<typeof schemaOf>>;

function settingsOf(file: File): EventSettings {
  return {
    networks: file.networks,
    outgoing: {
      hosts: file.hosts,
      ports: file.ports,
      relayNetworks: [],
      ...(file.ca_file === undefined ? {} : { ca: file.ca_file }),
    },
    sinks: Object.entries(file.sinks).map(([name, sink]) => ({
      name,
      target: targetOf(sink),
      wants: wantsOf(sink),
    })),
  };
}

function wantsOf({
  severity,
  types,
  installations,
  repositories,
}: File['sinks'][string]): (event: SocEvent) => boolean {
  const isListed = pathMatcher(repositories.map((pattern) => pattern.toLowerCase()));
  return (event) =>
    severities.indexOf(event.severity) <= severities.indexOf(severity as Severity) &&
    (types?.includes(event.type) ?? true) &&
    (installations?.includes(event.installation) ?? true) &&
    (event.repository === undefined || isListed(event.repository.toLowerCase()));
}

/** The registered ports: 514 for UDP, 601 for TCP, 6514 for TLS. */
const standardPorts = { udp: 514, tcp: 601, tls: 6514 } as const;

function targetOf(sink: File['sinks'][string]): SinkTarget {
  switch (sink.kind) {
    case 'stdout':
      return { kind: 'stdout' };
    case 'file':
      return { kind: 'file', path: sink.path };
    case 'syslog': {
      const { transport, host, framing, format } = sink;
      return {
        kind: 'syslog',
        transport,
        host,
        port: sink.port ?? standardPorts[transport],
        framing,
        format,
      };
    }
    case 'webhook': {
      const { url, secret, secret_previous: previous } = sink;
      return { kind: 'webhook', url, secrets: [secret, ...(previous === undefined ? [] : [previous])] };
    }
  }
}
