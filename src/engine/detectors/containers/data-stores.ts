// Settings of data stores that let everyone in without a password.
import { entriesOf, getIn, itemsOf, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import { debugSetting } from '../shell/servers.ts';
import { isUncheckedVariable } from '../shell/variables.ts';
import type { Verdict } from '../verdict.ts';

const openVariable =
  /^(?:(?:MYSQL|MARIADB)_ALLOW_EMPTY(?:_ROOT)?_PASSWORD=(?:yes|true|1)|ALLOW_EMPTY_PASSWORD=(?:yes|true|1)|POSTGRES_HOST_AUTH_METHOD=trust|xpack\.security\.enabled=false|DISABLE_SECURITY_PLUGIN=true|plugins\.security\.disabled=true|NEO4J_AUTH=none|ALLOW_ANONYMOUS_LOGIN=yes|ALLOW_PLAINTEXT_LISTENER=yes|AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=true|GF_AUTH_ANONYMOUS_ENABLED=true|RABBITMQ_LOOPBACK_USERS=none|PMA_ARBITRARY=1)$/i;
const openCommand =
  /--noauth\b|--protected-mode\s+no\b|--skip-grant-tables\b|\bserver\s+(?:\S{1,60}\s+)?-dev\b|--requirepass\s+(?:''|"")|--(?:NotebookApp|ServerApp|IdentityProvider)\.token=(?:''|""|\s|$)/;

/** True for `NAME=value` that leaves a data store without a login. */
export function leavesOpen(assignment: string): boolean {
  return openVariable.test(assignment.replace(/["']/g, ''));
}

/** What an environment and a command say. */
export function* withoutLogin(
  environment: YamlNode | undefined,
  command: YamlNode | undefined,
): Generator<Verdict> {
  const settings = [
    ...entriesOf(environment).map(({ key, keyStart, value }) => ({
      start: keyStart,
      end: value.end,
      // Without a value it is taken from whoever starts the container.
      text: value.kind === 'scalar' && value.value === null ? key : `${key}=${textOf(value) ?? ''}`,
    })),
    ...itemsOf(environment).map((item) => {
      const value = getIn(item, 'value');
      return {
        start: (value ?? item).start,
        end: (value ?? item).end,
        text: textOf(item) ?? (value ? `${textOf(getIn(item, 'name')) ?? ''}=${textOf(value) ?? ''}` : ''),
      };
    }),
  ];
  for (const { start, end, text } of settings) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(text) ?? [];
    const debug = debugSetting(name, value.replace(/["']/g, ''), { start, end }, 'low');
    if (debug) yield debug;
    if (leavesOpen(text)) yield open(start, end, text);
    else if (name === 'DOCKER_TLS_CERTDIR' && value.replace(/["']/g, '') === '')
      yield {
        rule: 'plaintext-traffic',
        start,
        end,
        severity: 'low',
        message: 'The Docker daemon takes commands without encryption and without asking who sends them.',
        remedy: 'Leave the variable at its folder (`/certs`), and mount that where the client runs.',
      };
    else if (isUncheckedVariable(name, value.replace(/["']/g, '')))
      yield {
        rule: 'download-without-verification',
        start,
        end,
        message: `${quoted(name)} turns off the check of certificates for every program of the container.`,
      };
  }
  const words = itemsOf(command);
  const line = textOf(command) ?? words.map((word) => textOf(word) ?? '').join(' ');
  if (command && openCommand.test(line)) yield open(command.start, command.end, line);
}

function open(start: number, end: number, text: string): Verdict {
  return {
    rule: 'data-store-without-login',
    start,
    end,
    message: `${quoted(text)}: whoever reaches the port needs no password.`,
  };
}
