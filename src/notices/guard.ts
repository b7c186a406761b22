// Where notices may go: named hosts, on https, at public addresses; the address that was judged is the one connected to.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What the administrator allows, and what tests put in the place of the world. */
export interface Outgoing {
  /** Host names; `*.example.com` stands for every host below `example.com`. */
  hosts: readonly string[];
  /** Ports of https destinations. */
  ports: readonly number[];
  /** Certificates in PEM of an authority to trust beside the public ones. */
  ca?: string;
  /** The way out for https, where the network has no other. */
  proxy?: OutgoingProxy;
  /** Private ranges, such as `10.1.2.0/24`, in which the mail relay may stand. */
  relayNetworks: readonly string[];
  resolve?(host: string): Promise<string[]>;
  /** For tests only, never from a file: loopback counts as public, and http is allowed there. */
  insecureLoopback?: boolean;
}

/** A proxy that opens tunnels (HTTP CONNECT). Its own address is the administrator's and is not judged. */
export interface OutgoingProxy {
  host: string;
  port: number;
  /** The value of `Proxy-Authorization`. */
  authorization?: string;
  /** The proxy resolves names, because nobody else can: no address is judged then, only the name. */
  resolves: boolean;
}

/** A destination that may not be reached, whatever is tried. */
export class Refused extends Error {}

/** Of ranges that the registries call public: Azure's own metadata and DNS, reachable from its machines only. */
const platformAddresses = new Set(['168.63.129.16']);

/** Only 2000::/3 is given out: https://www.iana.org/assignments/ipv6-address-space. */
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** Why an address may not be connected to; undefined when it may. `networks` are private ranges that may. */
export function addressProblem(
  address: string,
  {
    insecureLoopback = false,
    networks = [],
  }: { insecureLoopback?: boolean; networks?: readonly string[] } = {},
): string | undefined {
  // What the standard library does not call an address is none, such as `0177.1` or `fe80::1%eth0`.
  if (isIP(address) === 0 || address.includes('%')) return 'it is no plain address';
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (insecureLoopback && range === 'loopback') return undefined;
  if (
    (range === 'private' || range === 'uniqueLocal') &&
    networks.some((network) => isWithin(parsed, network)) &&
    !isMetadata(parsed)
  )
    return undefined;
  if (range !== 'unicast') return `its address is ${rangeNames[range] ?? range}`;
  if (platformAddresses.has(parsed.toString())) return 'its address belongs to the platform';
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast)) return 'its address is not given out';
  return undefined;
}

/** Amazon's metadata service stands in a private range of IPv6. */
function isMetadata(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.toNormalizedString().startsWith('fd00:ec2:');
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [of, bits] = ipaddr.parseCIDR(network);
  return address.kind() === of.kind() && address.match(of, bits);
}

const rangeNames: Record<string, string> = {
  ipv4Mapped: 'an IPv4 address in the form of IPv6',
  rfc6052: 'a NAT64 address',
  rfc6145: 'a translated address',
  '6to4': 'a 6to4 address',
  carrierGradeNat: 'in the range of carriers’ NAT',
  linkLocal: 'link-local',
  uniqueLocal: 'unique local',
};

/** Why a host may not be asked for; undefined when it may. */
export function hostProblem(host: string, outgoing: Pick<Outgoing, 'hosts'>): string | undefined {
  const plain = host.toLowerCase();
  // A URL parser reads `0x7f.1` and `2130706433` as addresses; a name that it keeps is a name.
  const url = URL.canParse(`https://${plain}/`) ? new URL(`https://${plain}/`) : undefined;
  if (url?.hostname !== plain || isIP(plain.replace(/^\[|\]$/g, '')) !== 0)
    return 'is not the name of a host';
  const isListed = outgoing.hosts.some((listed) => {
    const name = listed.toLowerCase();
    return name.startsWith('*.') ? plain.endsWith(name.slice(1)) && plain !== name.slice(2) : plain === name;
  });
  return isListed ? undefined : 'is not listed under `hosts`';
}

/** Why an address of a webhook may not be used; undefined when it may. The text does not repeat the address. */
export function urlProblem(
  text: string,
  outgoing: Pick<Outgoing, 'hosts' | 'ports' | 'insecureLoopback'>,
): string | undefined {
  if (!URL.canParse(text)) return 'is no address';
  const url = new URL(text);
  const isPlain = outgoing.insecureLoopback === true && url.protocol === 'http:';
  if (url.protocol !== 'https:' && !isPlain) return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or a password';
  if (!isPlain && !outgoing.ports.includes(Number(url.port || 443)))
    return 'names a port that is not listed under `ports`';
  const problem = hostProblem(url.hostname, outgoing);
  return problem === undefined ? undefined : `names a host that ${problem}`;
}

/** The addresses of a host, each of which was judged. Throws `Refused` when one of them may not be connected to. */
export async function resolveJudged(
  host: string,
  outgoing: Outgoing,
  networks: readonly string[] = [],
): Promise<string[]> {
  const resolve = outgoing.resolve ?? lookupAll;
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new Error('The host has no address.');
  for (const address of addresses) {
    const problem = addressProblem(address, {
      networks,
      ...(outgoing.insecureLoopback === undefined ? {} : { insecureLoopback: outgoing.insecureLoopback }),
    });
    // One bad address among good ones is what a rebinding server would answer.
    if (problem !== undefined) throw new Refused(`The host may not be reached: ${problem}.`);
  }
  return addresses;
}

async function lookupAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}
