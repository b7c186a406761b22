// Variables of the environment that turn off the check of certificates for every program that reads them.

const unchecked: readonly [name: RegExp, value: RegExp][] = [
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, /^0$/],
  [/^PYTHONHTTPSVERIFY$/, /^0$/],
  [/^PERL_LWP_SSL_VERIFY_HOSTNAME$/, /^0$/],
  [
    /^(?:GIT_SSL_NO_VERIFY|AWS_NO_VERIFY_SSL|CURL_INSECURE|VAULT_SKIP_VERIFY|CONSUL_HTTP_SSL_VERIFY_DISABLED)$/,
    /^(?:1|true)$/i,
  ],
  [
    /^(?:NPM_CONFIG_STRICT_SSL|npm_config_strict_ssl|YARN_STRICT_SSL|YARN_ENABLE_STRICT_SSL|CONDA_SSL_VERIFY)$/,
    /^(?:0|false)$/i,
  ],
];

/** True for a name and a value that no program of the environment should have. */
export function isUncheckedVariable(name: string, value: string): boolean {
  return unchecked.some(([known, bad]) => known.test(name) && bad.test(value));
}
