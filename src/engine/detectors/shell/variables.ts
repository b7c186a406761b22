// Variables of the environment that turn off the check of certificates, host keys or signatures for every program that reads them.
import type { Severity } from '../../finding.ts';

const yes = /^(?:1|true|yes)$/i;
const no = /^(?:0|false|no)$/i;

const unchecked: readonly [name: RegExp, value: RegExp, severity: Severity][] = [
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, /^0$/, 'medium'],
  [/^PYTHONHTTPSVERIFY$/, /^0$/, 'medium'],
  [/^PERL_LWP_SSL_VERIFY_HOSTNAME$/, /^0$/, 'medium'],
  [
    /^(?:GIT_SSL_NO_VERIFY|AWS_NO_VERIFY_SSL|CURL_INSECURE|VAULT_SKIP_VERIFY|CONSUL_HTTP_SSL_VERIFY_DISABLED|AZURE_CLI_DISABLE_CONNECTION_VERIFICATION|COMPOSER_DISABLE_TLS)$/,
    yes,
    'medium',
  ],
  [
    /^(?:NPM_CONFIG_STRICT_SSL|npm_config_strict_ssl|YARN_STRICT_SSL|YARN_ENABLE_STRICT_SSL|CONDA_SSL_VERIFY)$/,
    no,
    'medium',
  ],
  // Python's requests takes an empty name of a bundle for "do not check".
  [/^(?:CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE)$/, /^$/, 'medium'],
  [/^LDAPTLS_REQCERT$/, /^(?:never|allow)$/i, 'medium'],
  [/^GOFLAGS$/, /-insecure\b/, 'medium'],
  [/^(?:ANSIBLE_HOST_KEY_CHECKING|PARAMIKO_HOST_KEY_CHECKING)$/i, no, 'low'],
  [/^PIP_TRUSTED_HOST$/, /^(?!\$|localhost\b|127\.)[\w.-]/, 'low'],
  [/^GOINSECURE$/, /^[^$\s]/, 'low'],
  [/^(?:GONOSUMDB|GONOSUMCHECK)$/, /^(?:\*|1)$/, 'low'],
];

/** How bad a name and a value are that no program of the environment should have; undefined when they are not. */
export function uncheckedVariable(name: string, value: string): Severity | undefined {
  return unchecked.find(([known, bad]) => known.test(name) && bad.test(value))?.[2];
}

/** True for a name and a value that no program of the environment should have. */
export function isUncheckedVariable(name: string, value: string): boolean {
  return uncheckedVariable(name, value) !== undefined;
}
