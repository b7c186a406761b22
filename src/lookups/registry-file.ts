// The administrator's file of registries: which organisation has which, for what names, and with what credentials.
import { z } from 'zod';
import { ecosystems } from '../engine/ecosystems/index.ts';
import { readBySchema, type SettingsProblem } from '../engine/policy/read-settings.ts';
import { secretSchema, type References } from '../engine/policy/secret-reference.ts';
import type { PrivateRegistry } from './private-registries.ts';
import { basic } from './registries.ts';

/** One organisation or user of GitHub, with the registries that its reviews may ask. */
export interface OwnerRegistries {
  /** Login on GitHub, in lower case. */
  owner: string;
  /** The App's installation there; a login that changed hands has another. */
  installation?: number;
  registries: PrivateRegistry[];
}

const ids = ecosystems.map(({ id }) => id);

/** Reads the file. No problem repeats a value, because the value may be a secret in the wrong place. */
export function readRegistryFile(
  text: string,
  references: References,
): { owners: OwnerRegistries[]; problems: SettingsProblem[] } {
  const read = readBySchema(text, schemaOf(references));
  return 'value' in read ? { owners: read.value, problems: [] } : { owners: [], problems: read.problems };
}

function schemaOf(references: References) {
  // It becomes part of a header and of npm's settings, which are lines.
  const secret = secretSchema(references).refine(
    (value) => value.length <= 8192 && /^[\x21-\x7e]+$/.test(value),
    'what it names is no secret',
  );
  const registry = z
    .strictObject({
      url: z.url({ protocol: /^https?$/, message: 'write an address such as https://npm.example.com' }),
      scopes: z
        .array(z.string().regex(/^[\w@.*:/-]{1,200}$/, 'write a name, a scope, or a name with `*`'))
        .min(1)
        .max(200)
        .optional(),
      probe: z.string().min(1).max(200).optional(),
      token: secret.optional(),
      user: z
        .string()
        .regex(/^[^\s:]{1,200}$/)
        .optional(),
      password: secret.optional(),
    })
    .superRefine(({ url, token, user, password }, context) => {
      // That it is no address is said already.
      if (!URL.canParse(url)) return;
      const { protocol, hostname, username, password: inUrl } = new URL(url);
      const complain = (path: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [path], message });
      if (username !== '' || inUrl !== '')
        complain('url', 'write the credentials beside the address, not in it');
      if ((user === undefined) !== (password === undefined))
        complain('user', '`user` and `password` go together');
      if (token !== undefined && user !== undefined)
        complain('token', 'give a token, or a user and a password');
      const isSecret = token !== undefined || password !== undefined;
      if (isSecret && protocol !== 'https:' && !/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
        complain('url', 'credentials are sent over https only');
    });
  const ofOwner = z.strictObject({
    installation: z.number().int().positive().optional(),
    registries: z.partialRecord(
      z.enum(ids as [string, ...string[]], { message: `an ecosystem is one of ${ids.join(', ')}` }),
      z.array(registry).min(1).max(50),
    ),
  });
  return z
    .strictObject({
      version: z.literal(1),
      organisations: z.record(
        z
          .string()
          .regex(
            /^[A-Za-z\d](?:[A-Za-z\d]|[-_](?=[A-Za-z\d]))*$/,
            'write the login of an organisation on GitHub',
          ),
        ofOwner,
      ),
    })
    .superRefine(({ organisations }, context) => {
      const seen = new Set<string>();
      for (const [owner, { registries }] of Object.entries(organisations)) {
        const complain = (path: (string | number)[], message: string): void =>
          context.addIssue({ code: 'custom', path: ['organisations', owner, ...path], message });
        if (seen.has(owner.toLowerCase())) complain([], 'this organisation stands here twice');
        seen.add(owner.toLowerCase());
        for (const [index, { scopes = [] }] of (registries['npm'] ?? []).entries())
          if (scopes.some((scope) => !/^@[^/]+(?:\/\*)?$/.test(scope)))
            complain(
              ['registries', 'npm', index, 'scopes'],
              'npm tells registries apart by scopes such as `@acme`',
            );
      }
    })
    .transform(({ organisations }) =>
      Object.entries(organisations).map(([owner, { installation, registries }]): OwnerRegistries => ({
        owner: owner.toLowerCase(),
        ...(installation === undefined ? {} : { installation }),
        registries: Object.entries(registries).flatMap(([ecosystem, all]) =>
          (all ?? []).map(({ url, scopes, probe, token, user, password }): PrivateRegistry => {
            const authorization =
              token !== undefined
                ? // Cargo sends its token as it is.
                  ecosystem === 'crates'
                  ? token
                  : `Bearer ${token}`
                : user !== undefined && password !== undefined
                  ? basic(user, password)
                  : undefined;
            return {
              ecosystem,
              at: { url },
              ...(scopes === undefined ? {} : { scopes }),
              ...(probe === undefined ? {} : { probe }),
              ...(authorization === undefined ? {} : { authorization }),
            };
          }),
        ),
      })),
    );
}
