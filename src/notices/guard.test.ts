// Which hosts and addresses notices may reach, and which forms of forbidden ones are recognised.
import { describe, expect, test } from 'vitest';
import { addressProblem, hostProblem, Refused, resolveJudged, urlProblem } from './guard.ts';

const outgoing = { hosts: ['hooks.example.com', '*.teams.example.com'], ports: [443], relayNetworks: [] };

describe('an address', () => {
  test.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:82a::200e'])(
    '%s may be reached',
    (address) => {
      expect(addressProblem(address)).toBeUndefined();
    },
  );

  test.each([
    ['unspecified', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['carriers’ NAT', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.8.9.10'],
    ['metadata', '169.254.169.254'],
    ['metadata of Azure', '168.63.129.16'],
    ['protocol assignments', '192.0.0.1'],
    ['documentation', '192.0.2.1'],
    ['6to4 relay', '192.88.99.1'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['IPv4-compatible', '::7f00:1'],
    ['IPv6-mapped', '::ffff:127.0.0.1'],
    ['IPv6-mapped metadata', '::ffff:a9fe:a9fe'],
    ['IPv6-mapped public', '::ffff:8.8.8.8'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::a9fe:a9fe'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001::1'],
    ['unique local', 'fc00::1'],
    ['metadata of Amazon', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['documentation', '2001:db8::1'],
    ['not given out', '4000::1'],
    ['octal', '0177.0.0.1'],
    ['decimal', '2130706433'],
    ['hexadecimal', '0x7f000001'],
    ['short', '127.1'],
    ['no address', 'localhost'],
  ])('fault 33: of kind %s, %s, may not', (_kind, address) => {
    expect(addressProblem(address)).toMatch(/^it(?:s| is) /);
  });

  test('in a private range that the administrator named may be reached, its neighbours and metadata not', () => {
    const networks = ['10.1.2.0/24', 'fd00::/8', '169.254.0.0/16'];
    expect(
      ['10.1.2.3', '10.1.3.3', 'fd12::1', 'fd00:ec2::254', '169.254.169.254', '127.0.0.1'].filter(
        (address) => addressProblem(address, { networks }) === undefined,
      ),
    ).toEqual(['10.1.2.3', 'fd12::1']);
  });

  test('of loopback may be reached in a test that says so, and nothing else', () => {
    const may = (address: string) => addressProblem(address, { insecureLoopback: true }) === undefined;
    expect(['127.0.0.1', '::1', '10.0.0.1', '::ffff:127.0.0.1', '169.254.169.254'].filter(may)).toEqual([
      '127.0.0.1',
      '::1',
    ]);
  });
});

describe('the address of a webhook', () => {
  test.each([
    'https://hooks.example.com/services/x',
    'https://HOOKS.example.com/x',
    'https://a.teams.example.com/x',
    'https://b.a.teams.example.com/x?sig=1',
  ])('%s is fine', (url) => {
    expect(urlProblem(url, outgoing)).toBeUndefined();
  });

  test.each([
    ['nonsense', 'is no address'],
    ['http://hooks.example.com/x', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['https://user@hooks.example.com/x', 'must not hold a user'],
    ['https://hooks.example.com:8443/x', 'names a port'],
    ['https://hooks.example.com.evil.test/x', 'not listed'],
    ['https://evilhooks.example.com/x', 'not listed'],
    ['https://teams.example.com/x', 'not listed'],
    ['https://evil.test/?hooks.example.com', 'not listed'],
    ['https://evil.test#@hooks.example.com/x', 'not listed'],
    ['https://hooks.example.com./x', 'not listed'],
    ['https://127.0.0.1/x', 'not the name of a host'],
    ['https://2130706433/x', 'not the name of a host'],
    ['https://0177.0.0.1/x', 'not the name of a host'],
    ['https://0x7f.1/x', 'not the name of a host'],
    ['https://[::1]/x', 'not the name of a host'],
    ['https://[::ffff:169.254.169.254]/x', 'not the name of a host'],
  ])('fault 33: %s is refused', (url, problem) => {
    expect(urlProblem(url, outgoing)).toContain(problem);
  });

  test('of plain http is fine on loopback in a test that says so', () => {
    expect(
      urlProblem('http://hooks.example.com:8080/x', { ...outgoing, insecureLoopback: true }),
    ).toBeUndefined();
  });
});

test.each(['127.0.0.1', '2130706433', '0x7f.1', '[::1]', 'a/b', 'a b', ''])(
  'the host %j is no name',
  (host) => {
    expect(hostProblem(host, { hosts: [host, '*.a'] })).toBe('is not the name of a host');
  },
);

describe('resolving', () => {
  const resolveTo = (addresses: string[]) =>
    resolveJudged('hooks.example.com', { ...outgoing, resolve: async () => addresses });

  test('gives every address when all are public', async () => {
    expect(await resolveTo(['8.8.8.8', '2606:4700::1'])).toEqual(['8.8.8.8', '2606:4700::1']);
  });

  test.each([[['127.0.0.1']], [['8.8.8.8', '169.254.169.254']], [['::ffff:10.0.0.1']]])(
    'refuses %j as a whole',
    async (addresses) => {
      await expect(resolveTo(addresses)).rejects.toThrow(Refused);
    },
  );

  test('of nothing fails', async () => {
    await expect(resolveTo([])).rejects.toThrow('no address');
  });
});
