// Servers that a command starts for whoever comes: ports of debuggers, servers for development, stores and daemons without a login.
import type { Severity } from '../../finding.ts';
import type { Command } from '../../text/shell.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { programOf, rowsByProgram } from './program.ts';

/** A debugger that listens on every address, as Node.js and Java are told to. */
const debugPort =
  /(?:^|[\s"'])--inspect(?:-brk|-wait)?[= ](?:0\.0\.0\.0|\[::\]|\*)|jdwp[:=]\S{0,200}\baddress=(?:\*|0\.0\.0\.0|\[::\]):/;

const everywhere = String.raw`(?:0\.0\.0\.0|\[::\]|::|0(?=:))`;

interface Server {
  program: RegExp;
  /** Tested against the words behind the program, with one space between. */
  words: RegExp;
  rule: string;
  severity: Severity;
  message: string;
  remedy: string;
}

const ofDevelopment = {
  rule: 'debug-mode-on',
  severity: 'low',
  message:
    'A server for development answers everyone who reaches the machine, with its source and settings in each error.',
} as const;

const servers: readonly Server[] = [
  {
    program: /^(?:python[\d.]*|manage\.py|django-admin)$/,
    words: new RegExp(`(?:^|\\s)runserver(?:_plus)?\\s(?:\\S+\\s){0,4}${everywhere}`),
    ...ofDevelopment,
    remedy: 'Start it with `gunicorn` or `uvicorn`; for your own machine `127.0.0.1:8000` is enough.',
  },
  {
    program: /^(?:flask|python[\d.]*)$/,
    words: /^(?:-m\s+flask\s+)?(?:--app[= ]\S+\s+)?(?:--debug\s+run|run\b.*\s--debug)\b/,
    rule: 'debug-mode-on',
    severity: 'low',
    message: "Flask's debugger runs Python that a visitor types.",
    remedy: 'Leave out `--debug`, and start it with `gunicorn` where others reach it.',
  },
  {
    program: /^(?:uvicorn|fastapi)$/,
    words: new RegExp(`^(?=.*\\s--reload\\b).*--host[= ]${everywhere}`),
    ...ofDevelopment,
    remedy: 'Leave out `--reload` where others reach it.',
  },
  {
    program: /^php[\d.]*$/,
    words: /(?:^|\s)-d\s*display_errors=(?:1|on|true|stdout)\b/i,
    rule: 'debug-mode-on',
    severity: 'low',
    message: 'Errors, with paths and statements, are shown to whoever causes them.',
    remedy: 'Write `-d display_errors=0 -d log_errors=1`.',
  },
  {
    program: /^php[\d.]*$/,
    words: new RegExp(`(?:^|\\s)-S\\s*${everywhere}:`),
    rule: 'bind-all-interfaces',
    severity: 'low',
    message: "PHP's server for development answers everyone who reaches the machine.",
    remedy: 'Write `-S 127.0.0.1:8000`, or use PHP-FPM behind a web server.',
  },
  {
    program: /^(?:redis-server|valkey-server|mongod|mysqld(?:_safe)?|mariadbd?|jupyter(?:-\w+)?)$/,
    words:
      /--noauth\b|--protected-mode\s+no\b|--skip-grant-tables\b|--(?:NotebookApp|ServerApp|IdentityProvider)\.token=(?:['"]{2})?(?:\s|$)/,
    rule: 'data-store-without-login',
    severity: 'medium',
    message: 'Whoever reaches the port needs no password.',
    remedy: 'Leave the login on, and give it a password from the environment or a file of secrets.',
  },
  {
    program: /^(?:dockerd|docker)$/,
    words: new RegExp(
      `^(?!.*--tlsverify\\b)(?:daemon\\s)?(?:\\S+\\s){0,12}(?:-H|--host)[= ]?tcp://${everywhere}:`,
    ),
    rule: 'bind-all-interfaces',
    severity: 'high',
    message: 'Whoever reaches this port is root on the machine: the Docker daemon asks nobody who they are.',
    remedy: 'Use the socket, `-H ssh://`, or `--tlsverify` with certificates of its clients.',
  },
  {
    program: /^kubectl$/,
    words: new RegExp(`^proxy\\b.*(?:--address[= ]${everywhere}|--accept-hosts[= ]["']?(?:\\^?\\.\\*))`),
    rule: 'cluster-component-opened',
    severity: 'medium',
    message: 'Whoever reaches this port acts in the cluster with your rights.',
    remedy: 'Leave out `--address` and `--accept-hosts`.',
  },
];

const serversOf = rowsByProgram(servers);

/** What a command starts that asks nobody who they are. */
export function* openServers(command: Command): Generator<Verdict> {
  const program = programOf(command);
  if (!program) return;
  const span = { start: command.start, end: command.end };
  const words = program.args.map(({ text }) => text).join(' ');
  for (const { words: bad, program: _program, ...told } of serversOf(program.name))
    if (bad.test(words)) {
      yield { ...span, ...told };
      return;
    }
  const port = /^(?:node|nodemon|ts-node|tsx|npx|bun|deno|java)$/.test(program.name) && debugPort.exec(words);
  if (port) yield openDebugger(span, port[0], 'medium');
}

function openDebugger(span: { start: number; end: number }, written: string, severity: Severity): Verdict {
  return {
    rule: 'debug-mode-on',
    ...span,
    severity,
    message: `${quoted(written.trim())} opens a debugger on every address: whoever reaches the port runs code in the program.`,
    remedy: 'Listen on `127.0.0.1`, and reach it through `ssh -L` or `kubectl port-forward`.',
  };
}

const debugVariable: readonly [name: RegExp, value: RegExp][] = [
  [
    /^(?:FLASK_DEBUG|DJANGO_DEBUG|APP_DEBUG|WP_DEBUG|WORDPRESS_DEBUG|ASPNETCORE_DETAILEDERRORS)$/,
    /^(?:1|true|on|yes)$/i,
  ],
  [/^(?:FLASK_ENV|ASPNETCORE_ENVIRONMENT|DOTNET_ENVIRONMENT)$/, /^development$/i],
];

/** A variable of the environment that opens a debugger or shows errors to visitors. */
export function debugSetting(
  name: string,
  value: string,
  span: { start: number; end: number },
  severity: Severity,
): Verdict | undefined {
  const port = debugPort.exec(value);
  if (port && /OPTIONS|OPTS/.test(name)) return openDebugger(span, port[0], severity);
  if (!debugVariable.some(([known, bad]) => known.test(name) && bad.test(value))) return undefined;
  return {
    rule: 'debug-mode-on',
    ...span,
    severity,
    message: `${quoted(`${name}=${value}`)} shows source and settings to whoever causes an error.`,
    remedy: 'Leave it out, and set it where you develop.',
  };
}
