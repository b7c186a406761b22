// The administrator's file of destinations: who hears of what, when, and where messages may go.
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { severities, type Severity } from '../engine/finding.ts';
import { globProblem, pathMatcher } from '../engine/policy/globs.ts';
import { readBySchema, type SettingsProblem } from '../engine/policy/read-settings.ts';
import {
  isReference,
  noSecretHere,
  secretSchema,
  textSchema,
  type References,
} from '../engine/policy/secret-reference.ts';
import type { Letter, Relay } from './email.ts';
import { hostProblem, urlProblem, type Outgoing, type OutgoingProxy } from './guard.ts';

/** How a channel's messages leave; `github-issue` is written through the App itself. */
export type Destination =
  | { kind: 'slack' | 'teams'; url: string }
  | { kind: 'webhook'; url: string; secrets: string[] }
  | { kind: 'email'; relay: Relay; letter: Letter }
  | { kind: 'github-issue'; labels: string[] };

/** One destination and what it wants to hear. */
export interface Channel {
  name: string;
  destination: Destination;
  /** From this severity on. */
  severity: Severity;
  /** Whether it hears of a repository, given as `owner/name`. */
  hears(repository: string): boolean;
  when: 'at-once' | 'hourly' | 'daily';
}

/** The file, understood and with its secrets in place. */
export interface NoticeSettings {
  channels: Channel[];
  outgoing: Outgoing;
  /** The hour of daily digests, in UTC. */
  dailyHour: number;
}

/** Reads the file. No problem repeats a value, because the value may be a secret in the wrong place. */
export function readSettings(
  text: string,
  references: References,
): { settings: NoticeSettings; problems: [] } | { settings: undefined; problems: SettingsProblem[] } {
  const read = readBySchema(text, schemaOf(references));
  return 'value' in read
    ? { settings: settingsOf(read.value), problems: [] }
    : { settings: undefined, problems: read.problems };
}

function schemaOf(references: References) {
  const text = (maxChars: number) => textSchema(references, maxChars);
  // An address with a token in it is a secret as much as a password.
  const secret = secretSchema(references);

  const common = {
    severity: z.enum(severities).default('high'),
    repositories: z.array(glob).min(1).max(200).default(['**']),
    when: z.enum(['at-once', 'hourly', 'daily']).default('at-once'),
  };
  const channel = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('slack'), url: secret, ...common }),
    z.strictObject({ kind: z.literal('teams'), url: secret, ...common }),
    z.strictObject({
      kind: z.literal('webhook'),
      url: text(2000),
      secret: secret.refine((value) => value.length >= 16, 'use at least 16 random characters'),
      secret_previous: secret.optional(),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('email'),
      host: text(253),
      port: z.number().int().min(1).max(65_535).default(587),
      security: z.enum(['starttls', 'tls']).default('starttls'),
      user: text(300).optional(),
      password: secret.optional(),
      from: mailbox,
      to: z.array(mailbox).min(1).max(50),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('github-issue'),
      labels: z.array(z.string().min(1).max(50)).max(10).default([]),
      severity: z.enum(severities).default('critical'),
      repositories: common.repositories,
    }),
  ]);
  return z
    .strictObject({
      version: z.literal(1),
      hosts: z.array(listedHost).max(100).default([]),
      ports: z.array(z.number().int().min(1).max(65_535)).max(20).default([443]),
      ca_file: z
        .string()
        .transform((path, context) => {
          try {
            return references.readFile(path);
          } catch {
            context.addIssue({ code: 'custom', message: 'the file cannot be read' });
            return z.NEVER;
          }
        })
        .refine((pem) => pem.includes('-----BEGIN CERTIFICATE-----'), 'the file holds no certificate in PEM')
        .optional(),
      proxy: z
        .strictObject({
          url: z
            .string()
            .refine((given) => isReference(given) || !given.includes('@'), {
              message: noSecretHere,
              abort: true,
            })
            .pipe(text(1000))
            .refine(isProxy, 'give the address of a proxy such as http://proxy.example.com:3128'),
          resolves: z.boolean().default(false),
        })
        .optional(),
      relay_networks: z.array(network).max(20).default([]),
      daily_hour: z.number().int().min(0).max(23).default(7),
      channels: z.record(
        z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name has lower-case letters, digits and hyphens'),
        channel,
      ),
    })
    .superRefine(({ hosts, ports, channels }, context) => {
      for (const [name, each] of Object.entries(channels)) {
        if ('url' in each) {
          const problem = urlProblem(each.url, { hosts, ports });
          if (problem !== undefined) complain(context, ['channels', name, 'url'], `the address ${problem}`);
        }
        if (each.kind === 'email') {
          const problem = hostProblem(each.host, { hosts });
          if (problem !== undefined) complain(context, ['channels', name, 'host'], `the host ${problem}`);
          if ((each.user === undefined) !== (each.password === undefined))
            complain(context, ['channels', name], '`user` and `password` go together');
        }
      }
    });
}

const glob = z.string().superRefine((pattern, context) => {
  const problem = globProblem(pattern);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: `the pattern ${problem}` });
});

const listedHost = z
  .string()
  .regex(
    /^(?:\*\.)?(?=.*[a-z])[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i,
    'give a host name such as hooks.slack.com or *.example.com',
  );

/** One address, or a name with one in angle brackets; nothing that could begin a header. */
const mailbox = z
  .string()
  .max(300)
  .regex(
    /^(?:[^<>"\r\n,;]*<[^\s<>@",;]+@[A-Za-z0-9.-]+>|[^\s<>@",;]+@[A-Za-z0-9.-]+)$/,
    'give an e-mail address',
  );

const network = z.string().refine((text) => {
  if (!ipaddr.isValidCIDR(text)) return false;
  const [address] = ipaddr.parseCIDR(text);
  return ['private', 'uniqueLocal'].includes(address.range());
}, 'give a private range such as 10.1.2.0/24');

function complain(context: z.RefinementCtx, path: PropertyKey[], message: string): void {
  context.addIssue({ code: 'custom', path, message });
}

function settingsOf(file: z.infer<ReturnType<typeof schemaOf>>): NoticeSettings {
  return {
    channels: Object.entries(file.channels).map(([name, each]) => {
      const isMatch = pathMatcher(each.repositories.map((pattern) => pattern.toLowerCase()));
      return {
        name,
        destination: destinationOf(each),
        severity: each.severity,
        hears: (repository) => isMatch(repository.toLowerCase()),
        when: each.kind === 'github-issue' ? 'at-once' : each.when,
      };
    }),
    outgoing: {
      hosts: file.hosts,
      ports: file.ports,
      relayNetworks: file.relay_networks,
      ...(file.ca_file === undefined ? {} : { ca: file.ca_file }),
      ...(file.proxy === undefined ? {} : { proxy: proxyOf(file.proxy) }),
    },
    dailyHour: file.daily_hour,
  };
}

function isProxy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash } = new URL(text);
  return protocol === 'http:' && pathname === '/' && search === '' && hash === '';
}

function proxyOf({ url: text, resolves }: { url: string; resolves: boolean }): OutgoingProxy {
  const { hostname, port, username, password } = new URL(text);
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 80),
    ...(username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    resolves,
  };
}

type ChannelFile = z.infer<ReturnType<typeof schemaOf>>['channels'][string];

function destinationOf(each: ChannelFile): Destination {
  switch (each.kind) {
    case 'slack':
    case 'teams':
      return { kind: each.kind, url: each.url };
    case 'webhook':
      return {
        kind: 'webhook',
        url: each.url,
        secrets: [each.secret, ...(each.secret_previous === undefined ? [] : [each.secret_previous])],
      };
    case 'email': {
      const { host, port, security, user, password, from, to } = each;
      return {
        kind: 'email',
        relay: {
          host,
          port,
          security,
          ...(user === undefined || password === undefined ? {} : { user, password }),
        },
        letter: { from, to },
      };
    }
    case 'github-issue':
      return { kind: 'github-issue', labels: each.labels };
  }
}
