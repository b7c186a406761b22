// What the environment says of registries, and that a token goes nowhere else.
import { expect, test } from 'vitest';
import { registrySettings } from './registry-settings.ts';

const token = ['gh', 'p_', 'x'.repeat(36)].join('');

test('addresses and tokens by ecosystem', () => {
  expect(
    registrySettings({
      LANGGUARD_REGISTRY_PYPI: 'https://mirror.example/pypi',
      LANGGUARD_REGISTRY_TOKEN_PYPI: token,
      LANGGUARD_DOWNLOADS_NPM: 'https://counts.example',
    }),
  ).toEqual({
    registries: { pypi: 'https://mirror.example/pypi' },
    tokens: { pypi: token },
    downloads: { npm: 'https://counts.example' },
  });
});

test("GitHub's token goes to GitHub alone", () => {
  expect(registrySettings({ GITHUB_TOKEN: token }).tokens).toEqual({ actions: token, swift: token });
  expect(
    registrySettings({ GH_TOKEN: token, LANGGUARD_REGISTRY_ACTIONS: 'https://elsewhere.example' }).tokens,
  ).toEqual({ swift: token });
  expect(registrySettings({}).tokens).toEqual({});
});

test('what is no address is named without its value', () => {
  const secret = 'user:hidden@host';
  expect(() => registrySettings({ LANGGUARD_REGISTRY_GO: secret })).toThrow(
    /^LANGGUARD_REGISTRY_GO is no http or https address$/,
  );
});
