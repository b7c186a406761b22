// What is risky in docker-compose files.
import {
  entriesOf,
  entryOf,
  getIn,
  itemsOf,
  textOf,
  type YamlMap,
  type YamlNode,
} from '../../text/yaml-tree.ts';
import { movableImage } from '../movable-image.ts';
import { quoted } from '../quoted.ts';
import { checkShell } from '../shell/checks.ts';
import type { Verdict } from '../verdict.ts';
import { withoutLogin } from './data-stores.ts';

/** Ports of data stores, which are for the other services of the file. */
const storePorts = new Set([
  '1433',
  '1521',
  '3306',
  '5432',
  '5984',
  '6379',
  '7000',
  '7474',
  '7687',
  '8086',
  '8529',
  '9042',
  '9200',
  '9300',
  '11211',
  '26257',
  '27017',
  '27018',
  '28015',
  '2379',
  '5672',
  '15672',
  '2181',
  '9092',
  '2375',
]);

export const dangerousCapability =
  /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|DAC_READ_SEARCH|BPF|SYS_BOOT|MAC_ADMIN|NET_ADMIN|NET_RAW|PERFMON|SYS_TIME|SYSLOG|DAC_OVERRIDE|MKNOD)$/i;
const worst = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_MODULE)$/i;

/** True when the document describes services. */
export function isCompose(root: YamlNode): root is YamlMap {
  const services = getIn(root, 'services');
  return (
    root.kind === 'map' &&
    services?.kind === 'map' &&
    services.entries.some(({ value }) => getIn(value, 'image') ?? getIn(value, 'build'))
  );
}

export function* composeVerdicts(root: YamlMap, body?: string): Generator<Verdict> {
  for (const { key: name, keyStart, keyEnd, value: service } of entriesOf(getIn(root, 'services'))) {
    const confined =
      textOf(getIn(service, 'read_only')) === 'true' ||
      itemsOf(getIn(service, 'security_opt')).some((item) =>
        (textOf(item) ?? '').startsWith('no-new-privileges'),
      );
    if (!confined && service.kind === 'map')
      yield {
        rule: 'container-without-limits',
        start: keyStart,
        end: keyEnd,
        confidence: 'low',
        message: `Programs of ${quoted(name)} may gain rights that it was not started with, and change its files.`,
        remedy: 'Write `security_opt: ["no-new-privileges:true"]`, and `read_only: true` where it works.',
      };
    yield* withoutLogin(getIn(service, 'environment'), getIn(service, 'command'));
    yield* started(service, body);
    for (const item of itemsOf(getIn(service, 'devices')))
      if (/^\/dev\/(?:mem|kmem|port|sd[a-z]|nvme\w*|vd[a-z]|disk)/.test(textOf(item) ?? ''))
        yield {
          rule: 'host-path-mounted',
          start: item.start,
          end: item.end,
          message: `The container reaches ${quoted(textOf(item) ?? '')} of the host, and with it all of its data.`,
        };
    const privileged = entryOf(service, 'privileged');
    if (privileged && textOf(privileged.value) === 'true')
      yield {
        rule: 'privileged-container',
        start: privileged.keyStart,
        end: privileged.value.end,
        message: 'The container may do what root on the host may, devices and kernel included.',
        edits: [{ start: privileged.value.start, end: privileged.value.end, text: 'false' }],
      };
    for (const volume of itemsOf(getIn(service, 'volumes'))) {
      const source = textOf(volume)?.split(':')[0] ?? textOf(getIn(volume, 'source'));
      if (source === undefined) continue;
      const readOnly =
        textOf(volume)?.endsWith(':ro') === true || textOf(getIn(volume, 'read_only')) === 'true';
      if (/(?:docker|containerd|crio)\.sock$/.test(source))
        yield {
          rule: 'docker-socket-mounted',
          start: volume.start,
          end: volume.end,
          severity: 'medium',
          message: `Who controls this container controls the Docker daemon, and so the host${readOnly ? '; `:ro` does not change that' : ''}.`,
        };
      else if (
        /^(?:\/|\/etc|\/proc|\/sys|\/root|\/boot|\/dev|\/var\/lib\/docker|\/var\/run|\/usr)\/?$/.test(source)
      )
        yield {
          rule: 'host-path-mounted',
          start: volume.start,
          end: volume.end,
          severity: readOnly ? 'low' : 'medium',
          message: `The container ${readOnly ? 'reads' : 'writes'} ${quoted(source)} of the host.`,
        };
    }
    for (const [key, what] of [
      ['network_mode', 'network'],
      ['pid', 'processes'],
      ['ipc', 'shared memory'],
      ['userns_mode', 'accounts'],
      ['uts', 'host name'],
    ] as const) {
      const entry = entryOf(service, key);
      if (entry && textOf(entry.value) === 'host')
        yield {
          rule: 'host-namespace-shared',
          start: entry.keyStart,
          end: entry.value.end,
          severity: key === 'pid' || key === 'userns_mode' ? 'medium' : 'low',
          message: `The container shares the ${what} of the host.`,
        };
    }
    for (const item of itemsOf(getIn(service, 'cap_add')))
      if (dangerousCapability.test(textOf(item) ?? '')) yield capability(item);
    for (const item of itemsOf(getIn(service, 'security_opt'))) {
      const option = textOf(item) ?? '';
      if (
        /^(?:seccomp|apparmor)[:=]\s*unconfined$|^label[:=]\s*disable$|^no-new-privileges[:=]\s*false$/.test(
          option,
        )
      )
        yield {
          rule: 'container-confinement-off',
          start: item.start,
          end: item.end,
          message: `${quoted(option)} takes away a barrier between the container and the host.`,
        };
    }
    const user = getIn(service, 'user');
    if (user && /^(?:root|0)(?::|$)/.test(textOf(user) ?? ''))
      yield {
        rule: 'container-runs-as-root',
        start: user.start,
        end: user.end,
        severity: 'low',
        message: 'The container runs as root.',
      };
    if (!entryOf(service, 'build')) yield* movableImage(getIn(service, 'image'));
    yield* ports(service);
  }
}

/** Programs that are told to let everyone in, and scripts of the command. */
function* started(service: YamlNode, body: string | undefined): Generator<Verdict> {
  for (const key of ['command', 'entrypoint']) {
    const command = getIn(service, key);
    const isVerified = [command, ...itemsOf(command)].some((one) => textOf(one)?.includes('--tlsverify'));
    for (const item of [command, ...itemsOf(command)]) {
      const flag =
        /--(?:api\.insecure(?:=true)?|auth-mode=server|disable-auth|without-authentication)(?![\w=.-])/.exec(
          textOf(item) ?? '',
        );
      if (item && flag)
        yield {
          rule: 'cluster-component-opened',
          start: item.start,
          end: item.end,
          message: `${quoted(flag[0])} drops a check of who is asking.`,
        };
      const unverified = /--[\w.-]{0,60}insecureSkipVerify(?:=true)?(?![\w=])/i.exec(textOf(item) ?? '');
      if (item && unverified)
        yield {
          rule: 'cluster-tls-unverified',
          start: item.start,
          end: item.end,
          severity: 'low',
          message: `${quoted(unverified[0])} takes any certificate of the services behind it.`,
          remedy: 'Name the authority of the services (`--serversTransport.rootCAs=/certs/ca.pem`).',
        };
      if (
        item &&
        /(?:^|\s)(?:-H|--host)[= ]?tcp:\/\/(?:0\.0\.0\.0|:)?:?\d{4}/.test(textOf(item) ?? '') &&
        !isVerified
      )
        yield {
          rule: 'cluster-component-opened',
          start: item.start,
          end: item.end,
          severity: 'medium',
          message: 'Whoever reaches this port starts containers as root, without a login.',
          remedy: 'Use the socket of the daemon, or `--tlsverify` with certificates of the clients.',
        };
    }
    if (body === undefined) continue;
    if (command?.kind === 'scalar')
      yield* checkShell(body, command.start, command.end, { hasCallers: false });
    const script = itemsOf(command)[2];
    if (script?.kind === 'scalar' && /^-\w*c$/.test(textOf(itemsOf(command)[1]) ?? ''))
      yield* checkShell(body, script.start, script.end, { hasCallers: false });
  }
}

/** A capability that amounts to root on the host, or nearly so. */
export function capability(item: YamlNode): Verdict {
  const name = textOf(item) ?? '';
  return {
    rule: 'dangerous-capability',
    start: item.start,
    end: item.end,
    severity: worst.test(name) ? 'medium' : 'low',
    message: `${quoted(name)} lets the container ${worst.test(name) ? 'act as root on the host' : 'change or read what belongs to the host'}.`,
  };
}

function* ports(service: YamlNode): Generator<Verdict> {
  for (const item of itemsOf(getIn(service, 'ports'))) {
    const text = textOf(item);
    const [container, host] =
      text === undefined
        ? [textOf(getIn(item, 'target')), textOf(getIn(item, 'host_ip'))]
        : [
            /(\d+)(?:\/\w+)?$/.exec(text)?.[1],
            /^(?:(\d+\.\d+\.\d+\.\d+|\[[^\]]*\]|localhost):)/.exec(text)?.[1],
          ];
    const published =
      text === undefined ? textOf(getIn(item, 'published')) !== undefined : /\d:\d/.test(text);
    if (
      container === undefined ||
      !published ||
      !storePorts.has(container) ||
      (host !== undefined && host !== '0.0.0.0')
    )
      continue;
    yield {
      rule: 'database-port-published',
      start: item.start,
      end: item.end,
      message: `Port ${container} of a data store is open on every address of the host, past its firewall.`,
      remedy: `Bind it to the machine: \`"127.0.0.1:${container}:${container}"\`, or drop it; services of one file reach each other without.`,
    };
  }
}
