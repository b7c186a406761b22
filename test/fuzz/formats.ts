// Every format that strangers or administrators write and that one function reads, with sound samples and what it may refuse with.
import { readPatch } from '../../src/sources/patch.ts';
import { readDiff, readFilePatch } from '../../src/sources/diff.ts';
import { readAttributes } from '../../src/sources/attributes.ts';
import { UserError } from '../../src/engine/problem.ts';
import { readPolicy } from '../../src/engine/policy/read-policy.ts';
import { withOwnRules } from '../../src/engine/rules/own.ts';
import { loadRules } from '../../src/engine/rules/load.ts';
import { readPurl } from '../../src/engine/ecosystems/purl.ts';
import { readModuleAddresses } from '../../src/engine/ecosystems/npm/module-addresses.ts';
import { parseCommands } from '../../src/server/commands/parse.ts';
import { readSettings } from '../../src/notices/settings.ts';
import { readNpmrc } from '../../src/lookups/npmrc.ts';
import { readRegistryFile } from '../../src/lookups/registry-file.ts';
import { userRegistries } from '../../src/lookups/user-registries.ts';
import { recordSchema } from '../../src/lookups/osv-record.ts';
import { readTracesFile } from '../../src/traces/settings.ts';
import { readTraces } from '../../src/traces/read-signals.ts';
import { Unreadable } from '../../src/traces/otlp/limits.ts';

/** One reader. */
export interface Format {
  name: string;
  /** Files whose parsing it exercises, from src/. */
  covers: readonly string[];
  seeds: readonly string[];
  read(text: string): unknown;
  /** Errors that are its way to say no. */
  refuses?(error: unknown): boolean;
}

const references = { env: { A: 'x'.repeat(20) }, readFile: () => 'y'.repeat(20) };
const shipped = loadRules([]).rules;
const diff = `diff --git a/a.py b/a.py
index 1111111..2222222 100644
--- a/a.py
+++ b/a.py
@@ -1,3 +1,4 @@ def go():
 import os
-x = 1
+x = 2
+y = 3
 z = 4
\\ No newline at end of file
diff --git "a/\\303\\251 b.txt" "b/\\303\\251 b.txt"
new file mode 100755
index 0000000..3333333
--- /dev/null
+++ "b/\\303\\251 b.txt"
@@ -0,0 +1 @@
+hello
diff --git a/old.js b/new.js
similarity index 90%
rename from old.js
rename to new.js
diff --git a/i.png b/i.png
index 1..2 100644
GIT binary patch
literal 3
Kc$_\`\`

`;
const mail = `From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
From: =?UTF-8?q?J=C3=BCrgen?= <j@example.com>
Date: Fri, 20 Nov 2026 10:00:00 +0000
Subject: [PATCH 1/2] change
 over two lines

Co-authored-by: A <a@example.com>
---
 a.py | 2 +-

${diff}--
2.47.0
`;

/** The formats. */
export const formats: readonly Format[] = [
  {
    name: 'a patch',
    covers: ['sources/patch.ts', 'sources/diff.ts'],
    seeds: [diff, mail],
    read: readPatch,
    refuses: (error) => error instanceof UserError,
  },
  { name: 'a diff', covers: ['sources/diff.ts'], seeds: [diff], read: (text) => readDiff(text) },
  {
    name: 'the patch of one file, as GitHub gives it',
    covers: ['sources/diff.ts'],
    seeds: ['@@ -1,3 +1,4 @@ x\n a\n-b\n+c\n+d\n e\n\\ No newline at end of file', '@@ -0,0 +1 @@\n+a'],
    read: readFilePatch,
  },
  {
    name: '.gitattributes',
    covers: ['sources/attributes.ts'],
    seeds: [
      '*.min.js linguist-generated\n/docs/** -diff\n"a b.txt" binary\n[attr]gen linguist-generated -text\n!x y\n',
    ],
    read(text) {
      const attributes = readAttributes(new Map([['', text]]));
      return ['a.min.js', 'docs/x/y.md', 'a b.txt'].map((path) => attributes(path));
    },
  },
  {
    name: 'the policy',
    covers: ['engine/policy/read-policy.ts', 'engine/policy/read-yaml.ts', 'engine/policy/layers.ts'],
    seeds: [
      'version: 1\nmode: enforce\nfail_on: high\nrules:\n  eval-of-text: low\nwaivers:\n  max_days: 60\n  list:\n    - rule: eval-of-text\n      path: a/**\n      reason: it is a calculator\n      until: 2026-12-31\n',
      'version: 1\ndependencies:\n  cooldown_days: 7\n  internal:\n    names: ["npm:acme-*"]\n  ignore:\n    - advisory: CVE-2026-1\n      package: npm:x\n      reason: y\n      expires: 2026-12-31\n',
    ],
    read: (text) => readPolicy(text, { path: '.langguard.yml', source: 'x', ruleIds: ['eval-of-text'] }),
  },
  {
    name: "a repository's own rule",
    covers: ['engine/rules/read.ts', 'engine/rules/own.ts'],
    seeds: [
      'id: our-own-thing\ntitle: A thing\nclass: injection\nseverity: high\nconfidence: high\nwhy: because\nremedy: do not\nlanguages:\n  python:\n    match: dangerous($X)\n    examples:\n      bad:\n        - dangerous(a)\n      good:\n        - safe(a)\n',
    ],
    read: (text) => withOwnRules(shipped, [{ path: '.langguard/rules/a.yml', text }]),
  },
  {
    name: 'a purl',
    covers: ['engine/ecosystems/purl.ts'],
    seeds: ['pkg:npm/%40acme/ui@1.0.0?x=y#z', 'pkg:deb/debian/curl@7?distro=debian-12'],
    read: readPurl,
  },
  {
    name: 'modules that code names by an address',
    covers: ['engine/ecosystems/npm/module-addresses.ts', 'engine/ecosystems/npm/imports.ts'],
    seeds: [
      "import a from 'https://esm.sh/react@18.2.0?x';\nexport * from 'npm:chalk@5';\nconst b = require(\"jsr:@std/fs@1\");\n`${'x'}`; // 'y'\n",
    ],
    read: (text) => readModuleAddresses('a.ts', text),
  },
  {
    name: 'a comment with commands',
    covers: ['server/commands/parse.ts'],
    seeds: [
      '/langguard waive 1f2e eval-of-text until 2026-12-31 because it is a calculator\n> /langguard rerun\n```\n/langguard help\n```\n',
    ],
    read: parseCommands,
  },
  {
    name: "the administrator's file of notices",
    covers: ['notices/settings.ts', 'engine/policy/read-settings.ts'],
    seeds: [
      'version: 1\nchannels:\n  a:\n    kind: webhook\n    url: https://example.com/x\n    secret: ${env:A}\n  b:\n    kind: slack\n    url: ${file:/x}\n    when: daily\n',
    ],
    read: (text) => readSettings(text, references),
  },
  {
    name: "the administrator's file of registries",
    covers: ['lookups/registry-file.ts'],
    seeds: [
      'version: 1\norganisations:\n  acme:\n    installation: 1\n    registries:\n      npm:\n        - { url: https://npm.example, scopes: ["@acme"], token: "${env:A}", probe: "@acme/x" }\n',
    ],
    read: (text) => readRegistryFile(text, references),
  },
  {
    name: "the administrator's file of traces",
    covers: ['traces/settings.ts'],
    seeds: ['version: 1\ninstallations:\n  acme:\n    retention_days: 30\n'],
    read: (text) => readTracesFile(text, references),
  },
  {
    name: "a user's .npmrc",
    covers: ['lookups/npmrc.ts'],
    seeds: [
      'registry=https://a.example/\n@acme:registry=https://b.example\n//b.example/:_authToken=${A}\n; c\n',
    ],
    read: (text) => [
      readNpmrc([{ text, isTrusted: true }], references.env),
      readNpmrc([{ text, isTrusted: false }]),
    ],
  },
  {
    name: "a user's pip, uv and .netrc",
    covers: ['lookups/user-registries.ts'],
    seeds: [
      '[global]\nindex-url = https://u:p@a.example/simple\nextra-index-url =\n  https://b.example\n',
      '[[index]]\nname = "x"\nurl = "https://a.example"\n',
      'machine a.example login x password y\nmacdef z\n a\n\ndefault login a password b\n',
    ],
    read: (text) =>
      userRegistries({
        env: { GOPROXY: text, GOPRIVATE: text, UV_INDEX: text },
        pip: [text],
        uv: text,
        netrc: text,
      }),
  },
  {
    name: 'a record of OSV',
    covers: ['lookups/osv-record.ts'],
    seeds: [
      '{"id":"GHSA-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"x"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.0.0"}]}],"versions":["0.1.0"]}],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}]}',
    ],
    read: (text) => recordSchema.safeParse(parsed(text)),
  },
  ...(['traces', 'logs', 'metrics'] as const).map((kind): Format => ({
    name: `OTLP ${kind} in JSON`,
    covers: ['traces/otlp/json.ts', 'traces/tool-calls.ts'],
    seeds: [
      '{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"claude-code"}}]},"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"chat","startTimeUnixNano":"1","attributes":[{"key":"gen_ai.system","value":{"stringValue":"openai"}}]}]}]}]}',
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","body":{"stringValue":"claude_code.tool_result"},"attributes":[{"key":"tool_name","value":{"stringValue":"Bash"}},{"key":"tool_parameters","value":{"stringValue":"{\\"command\\":\\"ls\\"}"}}]}]}]}]}',
    ],
    read: (text) => readTraces(Buffer.from(text), { kind, isJson: true, now: 1_700_000_000_000 }),
    refuses: (error) => error instanceof Unreadable,
  })),
  {
    name: 'OTLP in protobuf',
    covers: ['traces/otlp/protobuf.ts'],
    seeds: ['\n\x23\x12\x21\x12\x1f\n\x10abcdefghijklmnop\x12\x08abcdefgh*\x01a'],
    read: (text) =>
      readTraces(Buffer.from(text, 'latin1'), { kind: 'traces', isJson: false, now: 1_700_000_000_000 }),
    refuses: (error) => error instanceof Unreadable,
  },
];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
