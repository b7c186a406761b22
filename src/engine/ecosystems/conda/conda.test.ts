// Conda: environment files with both kinds of packages, and what conda-forge answers.
import { expect, test } from 'vitest';
import { conda } from './index.ts';

const told = (text: string): string[] => {
  const lines = text.split('\n');
  return conda.parse('environment.yml', text).dependencies.map((one) => {
    const written = (lines[one.line - 1] ?? '').slice(one.column - 1, one.endColumn - 1);
    return `${one.ecosystem} ${one.name} ${one.requirement ?? '-'} ${one.registry ?? one.source} ${one.line}: ${written}`;
  });
};

test('an environment', () => {
  const text = `name: x
channels: [conda-forge, defaults]
dependencies:
  - python=3.11
  - NumPy>=1.20,<2
  - pytorch::torchvision
  - pip
  - pip:
    - requests==2.31.0
    - "--index-url https://pypi.acme.test/simple"
    - git+https://github.com/a/b.git
`;
  expect(told(text)).toEqual([
    'conda python =3.11 registry 4: python=3.11',
    'conda numpy >=1.20,<2 registry 5: NumPy>=1.20,<2',
    'conda torchvision - https://conda.anaconda.org/pytorch 6: pytorch::torchvision',
    'pypi requests ==2.31.0 registry 9: requests==2.31.0',
    'pypi git+https://github.com/a/b.git git+https://github.com/a/b.git git 11: git+https://github.com/a/b.git',
  ]);
  expect(conda.parse('environment.yml', text).registries).toEqual(['https://pypi.acme.test/simple']);
});

test('another channel proves nothing about conda-forge', () => {
  expect(told('channels: [bioconda]\ndependencies: [samtools]\n')).toEqual([
    'conda samtools - https://conda.anaconda.org/bioconda 2: samtools',
  ]);
});

test.each([
  ['environment.yml', 'manifest'],
  ['environment-dev.yaml', 'manifest'],
  ['ci/conda-env.yml', 'manifest'],
  ['config.yml', undefined],
])('%s is a %s', (path, kind) => {
  expect(conda.reads(path)).toBe(kind);
});

test("conda-forge's answer", () => {
  expect(conda.readRecord('numpy', { name: 'numpy', versions: ['1.0'], license: 'BSD-3-Clause' })).toEqual({
    exists: true,
    versions: [{ version: '1.0' }],
    maintainers: [],
    license: 'BSD-3-Clause',
  });
  expect(() => conda.readRecord('numpy', { name: 'x', versions: [] })).toThrow();
});
