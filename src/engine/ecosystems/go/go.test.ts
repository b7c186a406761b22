// The readers, the registry's record and the remedies of go.
import { expect, test } from 'vitest';
import { entriesOf, restOf } from '../../../../test/parsed-entries.ts';
import { go } from './index.ts';

const goMod = `module github.com/acme/app

go 1.22.1

toolchain go1.22.3

require (
	github.com/gin-gonic/gin v1.9.1
	golang.org/x/net v0.0.0-20210405180319-a5a99cb37ef4 // indirect
	github.com/docker/docker v24.0.7+incompatible // see issue
	"gopkg.in/yaml.v2" v2.4.0
)

require github.com/pkg/errors v0.9.1

replace github.com/gin-gonic/gin => github.com/fork/gin v1.9.2

replace (
	gopkg.in/yaml.v2 => ../yaml
	example.com/other v1.0.0 => example.com/third v1.2.0
)

exclude github.com/bad/one v1.0.0

retract [v1.0.0, v1.0.5]

tool golang.org/x/tools/cmd/stringer
`;

test('go.mod', () => {
  expect(entriesOf(go, 'go.mod', goMod)).toEqual([
    'stdlib 1.22.3 runtime registry 5:11 go1.22.3',
    'golang.org/x/net 0.0.0-20210405180319-a5a99cb37ef4 runtime registry 9:2 golang.org/x/net v0.0.0-20210405180319-a5a99cb37ef4',
    'github.com/docker/docker 24.0.7+incompatible runtime registry 10:2 github.com/docker/docker v24.0.7+incompatible',
    'github.com/pkg/errors 0.9.1 runtime registry 14:9 github.com/pkg/errors v0.9.1',
    'github.com/fork/gin 1.9.2 runtime registry 16:37 github.com/fork/gin v1.9.2',
    'gopkg.in/yaml.v2 ../yaml runtime path 19:2 gopkg.in/yaml.v2 => ../yaml',
    'example.com/third 1.2.0 runtime registry 20:30 example.com/third v1.2.0',
  ]);
  expect(restOf(go.parse('go.mod', goMod))).toEqual({ unreadable: [], registries: [], includes: [] });
});

const goSum = `github.com/pkg/errors v0.9.1 h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=
github.com/pkg/errors v0.9.1/go.mod h1:bwawxfHBFNV+L2hUp1rHADufV3IMtnDRdf1r5NINEl0=
`;

test('go.sum', () => {
  expect(entriesOf(go, 'go.sum', goSum)).toEqual([
    'github.com/pkg/errors 0.9.1 runtime workspace 1:1 github.com/pkg/errors v0.9.1 h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=',
  ]);
  expect(restOf(go.parse('go.sum', goSum))).toEqual({ unreadable: [], registries: [], includes: [] });
});

test('what stands in go.mod beside plain lines', () => {
  const text = `\uFEFFrequire (\r\n\tgithub.com/a/b v1.0.0 // indirect; for tests\r\n)\r\nrequire github.com/e/f\r\nreplace a/b\r\n`;
  const { dependencies, unreadable } = go.parse('go.mod', text);
  expect(dependencies.map((one) => [one.name, one.version, one.direct, one.requirement])).toEqual([
    ['github.com/a/b', '1.0.0', false, 'v1.0.0'],
  ]);
  expect(unreadable.map((one) => one.line)).toEqual([4, 5]);
});

test('modules of the same owner may be private', () => {
  const text =
    'module github.com/acme/app\nrequire (\n\tgithub.com/Acme/lib v1.0.0\n\tgithub.com/other/lib v1.0.0\n)\n';
  expect(go.parse('go.mod', text).dependencies.map((one) => one.registry)).toEqual([
    'the home of github.com/acme',
    undefined,
  ]);
});

test('a pseudo-version is asked for by no requirement, because a proxy lists only tags', () => {
  const [one] = go.parse('go.mod', 'require a.b/c v0.0.0-20210405180319-a5a99cb37ef4\n').dependencies;
  expect(one).toMatchObject({ version: '0.0.0-20210405180319-a5a99cb37ef4' });
  expect(one).not.toHaveProperty('requirement');
});

test('the digests of go.sum are of contents, not of go.mod files', () => {
  expect(go.parse('go.sum', goSum).dependencies.map((one) => one.integrity)).toEqual([
    'h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=',
  ]);
  expect(go.parse('go.sum', 'nonsense\n').unreadable).toHaveLength(1);
});

test('a proxy is asked with its escape for capitals', () => {
  expect(go.request('github.com/BurntSushi/toml')).toEqual({
    path: '/github.com/!burnt!sushi/toml/@v/list',
    answer: 'text',
    also: '/github.com/!burnt!sushi/toml/@latest',
  });
});

test('a record of tags and the latest version', () => {
  expect(
    go.readRecord('github.com/pkg/errors', [
      'v0.8.0\nv0.9.1\n',
      { Version: 'v0.9.1', Time: '2020-01-14T19:47:44Z' },
    ]),
  ).toEqual({
    exists: true,
    versions: [{ version: '0.8.0' }, { version: '0.9.1', publishedAt: '2020-01-14T19:47:44Z' }],
    maintainers: [],
    repository: 'https://github.com/pkg/errors',
  });
});

test('a module without tags has its latest commit for a version', () => {
  const latest = { Version: 'v0.0.0-20210405180319-a5a99cb37ef4', Time: '2021-04-05T18:03:19Z' };
  expect(go.readRecord('example.com/x', ['', latest])).toMatchObject({
    versions: [{ version: '0.0.0-20210405180319-a5a99cb37ef4' }],
  });
  expect(() => go.readRecord('example.com/x', ['', undefined])).toThrow();
  expect(() => go.readRecord('example.com/x', ['<html>', latest])).toThrow();
  expect(() => go.readRecord('example.com/x', {})).toThrow();
});

test('what was meant', () => {
  expect(go.meant?.('net/http')).toEqual({ kind: 'standard-library', of: 'Go' });
  expect(go.meant?.('github.com/uber-go/zap')).toEqual({ kind: 'package', name: 'go.uber.org/zap' });
  expect(go.meant?.('github.com/pkg/errors')).toBeUndefined();
});

test('how it is written', () => {
  const [, , docker] = go.parse('go.mod', goMod).dependencies;
  expect(go.write(docker!, '25.0.6+incompatible')).toBe('github.com/docker/docker v25.0.6+incompatible');
});
