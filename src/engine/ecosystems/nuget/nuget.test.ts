// Tests of the readers of .NET files, of the registry's pages and of what was meant.
import { describe, expect, test } from 'vitest';
import { nuget } from './index.ts';

/** What a text says, one line for each dependency: place, name, requirement, version, scope. */
function read(path: string, text: string): string[] {
  const lines = text.split('\n');
  return nuget.parse(path, text).dependencies.map((one) => {
    const written = lines[one.line - 1]?.slice(one.column - 1, one.endColumn - 1);
    return `${one.line} ${written} | ${one.name} ${one.requirement ?? 'any'} = ${one.version ?? '?'} ${one.scope}`;
  });
}

test.each([
  ['src/App/App.csproj', 'manifest'],
  ['a.fsproj', 'manifest'],
  ['Directory.Packages.props', 'manifest'],
  ['Directory.Build.props', 'manifest'],
  ['packages.config', 'manifest'],
  ['NuGet.Config', 'manifest'],
  ['.config/dotnet-tools.json', 'manifest'],
  ['packages.lock.json', 'lockfile'],
  ['paket.lock', 'lockfile'],
  ['obj/a.csproj', undefined],
  ['package-lock.json', undefined],
])('%s is a %s', (path, kind) => {
  expect(nuget.reads(path)).toBe(kind);
});

const project = `\uFEFF<Project Sdk="Microsoft.NET.Sdk.Web;My.Sdk/1.2.0">
  <PropertyGroup><EfVersion>8.0.$(Patch)</EfVersion><Patch>1</Patch><Loop>$(Loop)</Loop>
    <RestoreSources>https://api.nuget.org/v3/index.json;https://feed.acme.example/v3/index.json</RestoreSources></PropertyGroup>
  <ItemGroup Condition="'$(TargetFramework)' == 'net8.0'">
    <!-- <PackageReference Include="No" Version="1" /> -->
    <PackageReference Include="newtonsoft.json" Version="13.0.1" />
    <PackageReference Include="Serilog">
      <Version>[2.10, 3.0)</Version>
    </PackageReference>
    <PackageReference Include="Microsoft.EntityFrameworkCore" Version="$(EfVersion)" />
    <PackageReference Include="StyleCop.Analyzers" Version="1.1.118" PrivateAssets="all" />
    <PackageReference Include="Dapper" />
    <PackageReference Include="Polly" VersionOverride="[8.0.0]" />
    <PackageReference Update="Moq" Version="4.*" />
    <PackageReference Remove="Gone" />
    <PackageReference Include="A.B;C.D" Version="1" />
    <PackageReference Include="L" Version="$(Loop)" />
    <PackageReference Include="no name" Version="1" />
    <ProjectReference Include="../x.csproj" />
  </ItemGroup>
</Project>`;

test('a project', () => {
  expect(read('a.csproj', project)).toEqual([
    '1 <Project Sdk="Microsoft.NET.Sdk.Web;My.Sdk/1.2.0"> | My.Sdk [1.2.0] = 1.2.0 build',
    '6 <PackageReference Include="newtonsoft.json" Version="13.0.1" /> | Newtonsoft.Json 13.0.1 = 13.0.1 runtime',
    '7 <PackageReference Include="Serilog"> | Serilog [2.10, 3.0) = 2.10 runtime',
    '10 <PackageReference Include="Microsoft.EntityFrameworkCore" Version="$(EfVersion)" /> | Microsoft.EntityFrameworkCore 8.0.1 = 8.0.1 runtime',
    '11 <PackageReference Include="StyleCop.Analyzers" Version="1.1.118" PrivateAssets="all" /> | StyleCop.Analyzers 1.1.118 = 1.1.118 build',
    '12 <PackageReference Include="Dapper" /> | Dapper $(set in another file) = ? runtime',
    '13 <PackageReference Include="Polly" VersionOverride="[8.0.0]" /> | Polly [8.0.0] = 8.0.0 runtime',
    '14 <PackageReference Update="Moq" Version="4.*" /> | Moq 4.* = ? runtime',
    '16 <PackageReference Include="A.B;C.D" Version="1" /> | A.B 1 = 1 runtime',
    '16 <PackageReference Include="A.B;C.D" Version="1" /> | C.D 1 = 1 runtime',
    '17 <PackageReference Include="L" Version="$(Loop)" /> | L $(Loop) = ? runtime',
  ]);
  const parsed = nuget.parse('a.csproj', project);
  expect(parsed.registries).toEqual(['https://feed.acme.example/v3/index.json']);
  expect(parsed.unreadable).toEqual([{ line: 18, reason: 'not a package name: no name' }]);
});

test('central management', () => {
  const props = `<Project><PropertyGroup><V>6.0</V></PropertyGroup><ItemGroup>
<PackageVersion Include="Moq" Version="4.20.0" />
<PackageVersion Include="Npgsql" Version="$(V)" />
<GlobalPackageReference Include="MinVer" Version="5.0.0" />
<PackageReference Include="moq" />
</ItemGroup></Project>`;
  expect(read('Directory.Packages.props', props).map((line) => line.replace(/ <.*> \|/, ''))).toEqual([
    '2 Moq 4.20.0 = 4.20.0 runtime',
    '3 Npgsql 6.0 = 6.0 runtime',
    '4 MinVer 5.0.0 = 5.0.0 build',
    '5 Moq 4.20.0 = 4.20.0 runtime',
  ]);
});

test('packages.config, nuspec and nuget.config', () => {
  const config = `<?xml version="1.0" encoding="utf-8"?>
<packages>
  <package id="jQuery" version="3.6.0" targetFramework="net48" />
  <package id="NUnit" version="3.13" developmentDependency="true" />
</packages>`;
  expect(read('packages.config', config)).toEqual([
    '3 <package id="jQuery" version="3.6.0" targetFramework="net48" /> | jQuery [3.6.0] = 3.6.0 runtime',
    '4 <package id="NUnit" version="3.13" developmentDependency="true" /> | NUnit [3.13] = 3.13 development',
  ]);
  const nuspec = `<package><metadata><dependencies><group targetFramework="x">
<dependency id="Dapper" version="[2.0,3)" /></group></dependencies></metadata></package>`;
  expect(read('a.nuspec', nuspec)).toEqual([
    '2 <dependency id="Dapper" version="[2.0,3)" /> | Dapper [2.0,3) = 2.0 runtime',
  ]);
  const sources = `<configuration><packageSources><clear /><add key="a" value="https://api.nuget.org/v3/index.json" />
<add key="b" value="https://pkgs.dev.azure.com/acme/x/index.json" /></packageSources></configuration>`;
  expect(nuget.parse('nuget.config', sources).registries).toEqual([
    'https://pkgs.dev.azure.com/acme/x/index.json',
  ]);
});

test('packages.lock.json', () => {
  const lock = `{
  "version": 1,
  "dependencies": {
    "net8.0": {
      "Serilog": {
        "type": "Direct",
        "requested": "[3.0.0, )",
        "resolved": "3.0.1",
        "contentHash": "abc==",
        "dependencies": { "System.Memory": "4.5.5" }
      },
      "System.Memory": { "type": "Transitive", "resolved": "4.5.5", "contentHash": "d" },
      "core": { "type": "Project" }
    }
  }
}`;
  expect(nuget.parse('packages.lock.json', lock).dependencies).toMatchObject([
    {
      name: 'Serilog',
      version: '3.0.1',
      line: 5,
      column: 7,
      endColumn: 16,
      integrity: 'sha512-abc==',
      requires: ['System.Memory'],
      direct: false,
    },
    { name: 'System.Memory', version: '4.5.5', line: 12 },
  ]);
});

test('tools, SDKs and the old project.json', () => {
  const tools =
    '{ "version": 1, "tools": { "dotnet-ef": { "version": "8.0.0", "commands": ["dotnet-ef"] } } }';
  expect(read('dotnet-tools.json', tools).map((line) => line.slice(-45))).toEqual([
    expect.stringContaining('dotnet-ef [8.0.0] = 8.0.0 development'),
  ]);
  expect(read('global.json', '{ "msbuild-sdks": { "My.Sdk": "1.0" } }')).toEqual([
    '1 "My.Sdk": "1.0" | My.Sdk [1.0] = 1.0 build',
  ]);
  const old =
    '{ "dependencies": { "A": "1.0-*", "B": { "version": "2.0", "type": "build" }, "C": { "target": "project" } }, "frameworks": {} }';
  expect(read('project.json', old).map((line) => line.split('| ')[1])).toEqual([
    'A 1.0-* = ? runtime',
    'B 2.0 = 2.0 runtime',
  ]);
  // Nx and others have one too.
  expect(nuget.parse('project.json', '{ "dependencies": { "A": "1" }, "targets": {} }')).toMatchObject({
    dependencies: [],
    unreadable: [],
  });
});

test('paket', () => {
  const manifest = `source https://api.nuget.org/v3/index.json
source https://feed.acme.example
nuget FSharp.Core ~> 4.7 // pin
nuget Argu >= 6.0 < 7.0
nuget Suave 2.5
group Test
  nuget Expecto
`;
  expect(read('paket.dependencies', manifest)).toEqual([
    '3 nuget FSharp.Core ~> 4.7 | FSharp.Core [4.7,5) = 4.7 runtime',
    '4 nuget Argu >= 6.0 < 7.0 | Argu [6.0,7.0) = 6.0 runtime',
    '5 nuget Suave 2.5 | Suave [2.5] = 2.5 runtime',
    '7 nuget Expecto | Expecto any = ? development',
  ]);
  expect(nuget.parse('paket.dependencies', manifest).registries).toEqual(['https://feed.acme.example']);
  const lock = `NUGET
  remote: https://api.nuget.org/v3/index.json
    Argu (6.1.1)
      FSharp.Core (>= 4.3.2)
    FSharp.Core (4.7.2)
GITHUB
  remote: x/y
    a.fs (abc)
`;
  expect(nuget.parse('paket.lock', lock).dependencies).toMatchObject([
    {
      name: 'Argu',
      version: '6.1.1',
      line: 3,
      requires: ['FSharp.Core'],
      resolved: 'https://api.nuget.org/v3/index.json',
    },
    { name: 'FSharp.Core', version: '4.7.2', line: 5 },
  ]);
});

test.each([
  ['a.csproj', '<Project><ItemGroup><PackageReference'],
  ['a.csproj', '<html/>'],
  ['packages.config', ''],
  ['packages.lock.json', '{'],
  ['dotnet-tools.json', '[]'],
])('%s with %j is said to be unreadable', (path, text) => {
  expect(nuget.parse(path, text).unreadable).not.toEqual([]);
});

describe('the registry', () => {
  const entry = (version: string, more: object = {}): object => ({
    catalogEntry: { id: 'A.B', version, published: '2024-01-02T00:00:00Z', ...more },
  });
  const page = (at: string, items?: object[]): object => ({
    '@id': `https://api.nuget.org/v3/registration5-gz-semver2/a.b/page/${at}.json`,
    count: 1,
    ...(items ? { items } : {}),
  });

  test('is asked in lower case', () => {
    expect(nuget.request('A.B').path).toBe('/v3/registration5-gz-semver2/a.b/index.json');
  });

  test('pages inside and outside make one record', () => {
    const body = {
      items: [
        page('1'),
        page('2', [
          entry('2.0.0+build', { listed: false, published: '1900-01-01T00:00:00Z' }),
          entry('2.1.0', {
            deprecation: { reasons: ['Legacy'], alternatePackage: { id: 'C' } },
            licenseExpression: 'MIT',
            projectUrl: 'https://github.com/a/b',
          }),
        ]),
      ],
    };
    expect(nuget.further?.(body)).toEqual(['/v3/registration5-gz-semver2/a.b/page/1.json']);
    expect(() => nuget.readRecord('a.b', body)).toThrow('missing');
    expect(nuget.readRecord('a.b', body, [page('1', [entry('1.0.0')])])).toEqual({
      exists: true,
      versions: [
        { version: '1.0.0', publishedAt: '2024-01-02T00:00:00Z' },
        { version: '2.0.0', yanked: true },
        { version: '2.1.0', publishedAt: '2024-01-02T00:00:00Z', deprecated: 'Legacy; use C instead' },
      ],
      createdAt: '2024-01-02T00:00:00Z',
      maintainers: [],
      repository: 'https://github.com/a/b',
      license: 'MIT',
    });
  });

  test('a page elsewhere is not followed, and then missing', () => {
    const body = { items: [{ '@id': 'https://evil.example/secrets', count: 1 }] };
    expect(nuget.further?.(body)).toEqual([]);
    expect(() => nuget.readRecord('a.b', body)).toThrow('missing');
  });

  test.each([[{}], ['x'], [{ items: [page('1', [entry('1', { id: 'Other' })])] }]])(
    '%j is no record',
    (body) => {
      expect(() => nuget.readRecord('A.B', body)).toThrow();
    },
  );
});

test('names have one key and one spelling', () => {
  expect(nuget.normalise(' Newtonsoft.JSON ')).toBe('newtonsoft.json');
  expect(nuget.spell?.('NEWTONSOFT.json')).toBe('Newtonsoft.Json');
  expect(nuget.spell?.('Acme.Core')).toBe('Acme.Core');
});

test.each([
  ['Newtonsoft', 'Newtonsoft.Json'],
  ['System.Net.Mail', '.NET'],
  ['Acme.Core', undefined],
])('%s is meant as %s', (name, expected) => {
  const found = nuget.meant?.(name);
  expect(found?.kind === 'package' ? found.name : found?.of).toBe(expected);
});

test('the list of names is well formed', () => {
  expect(new Set(nuget.popular().names.map((name) => name.toLowerCase())).size).toBe(
    nuget.popular().names.length,
  );
  for (const name of nuget.popular().names) expect(name).toMatch(/^[\w-]+(?:\.[\w-]+)*$/);
});
