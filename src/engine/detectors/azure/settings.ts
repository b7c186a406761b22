// Settings of Azure resources that open them or weaken what is sent, by the type of the resource.
import type { Severity } from '../../finding.ts';

/** One setting, under one of some names; the value is compared without quotes and in lower case. */
export interface Setting {
  type: RegExp;
  name: string;
  value: RegExp;
  rule: string;
  severity: Severity;
  message: string;
  remedy: string;
}

const any = /^microsoft\./;
const storage = /^microsoft\.storage\/storageaccounts(?:\/|$)/;
const sites = /^microsoft\.web\/sites(?:\/|$)/;
const databases =
  /^microsoft\.(?:sql\/(?:servers|managedinstances)|dbfor\w+\/\w*servers|documentdb\/databaseaccounts|cache\/redis)(?:\/|$)/;

export const settings: readonly Setting[] = [
  {
    type: storage,
    name: 'allowBlobPublicAccess',
    value: /^true$/,
    rule: 'public-storage',
    severity: 'medium',
    message: 'Containers of this account can be opened to everyone.',
    remedy: 'Write `allowBlobPublicAccess: false`.',
  },
  {
    type: /^microsoft\.storage\/storageaccounts\/blobservices\/containers$/,
    name: 'publicAccess',
    value: /^(?:blob|container)$/,
    rule: 'public-storage',
    severity: 'medium',
    message: 'Everyone may read this container.',
    remedy: "Write `publicAccess: 'None'`.",
  },
  {
    type: storage,
    name: 'supportsHttpsTrafficOnly',
    value: /^false$/,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'The account answers without encryption too.',
    remedy: 'Write `supportsHttpsTrafficOnly: true`.',
  },
  {
    type: any,
    name: 'minimumTlsVersion|minTlsVersion|minimalTlsVersion|scmMinTlsVersion',
    value: /^(?:tls1_[01]|tls1\.[01]|1\.[01]|tlsenforcementdisabled)$/,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'This version of TLS is broken.',
    remedy: 'Ask for TLS 1.2 or newer.',
  },
  {
    type: sites,
    name: 'httpsOnly',
    value: /^false$/,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'The site answers without encryption too.',
    remedy: 'Write `httpsOnly: true`.',
  },
  {
    type: sites,
    name: 'ftpsState',
    value: /^allallowed$/,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'Files and the password that goes with them are sent without encryption.',
    remedy: "Write `ftpsState: 'Disabled'`.",
  },
  {
    type: sites,
    name: 'remoteDebuggingEnabled',
    value: /^true$/,
    rule: 'public-service',
    severity: 'medium',
    message: 'A debugger can be attached to this site from outside.',
    remedy: 'Write `remoteDebuggingEnabled: false`.',
  },
  {
    type: /^microsoft\.cache\/redis$/,
    name: 'enableNonSslPort',
    value: /^true$/,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'The cache answers without encryption too.',
    remedy: 'Write `enableNonSslPort: false`.',
  },
  {
    type: /^microsoft\.dbfor\w+\/servers$/,
    name: 'sslEnforcement',
    value: /^disabled$/,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'The database answers without encryption too.',
    remedy: "Write `sslEnforcement: 'Enabled'`.",
  },
  {
    type: databases,
    name: 'publicNetworkAccess',
    value: /^enabled$/,
    rule: 'public-database',
    severity: 'medium',
    message: 'The database has an address on the internet.',
    remedy: "Write `publicNetworkAccess: 'Disabled'` and reach it through a private endpoint.",
  },
  {
    type: /^microsoft\.(?:keyvault\/vaults|storage\/storageaccounts|containerregistry\/registries|cognitiveservices\/accounts|search\/searchservices|servicebus\/namespaces|eventhub\/namespaces|machinelearningservices\/workspaces)$/,
    name: 'publicNetworkAccess',
    value: /^enabled$/,
    rule: 'public-service',
    severity: 'low',
    message: 'This service answers the whole internet.',
    remedy: "Write `publicNetworkAccess: 'Disabled'`, or name the networks.",
  },
  {
    type: /^microsoft\.(?:keyvault\/vaults|storage\/storageaccounts|cognitiveservices\/accounts|containerregistry\/registries)$/,
    name: 'defaultAction',
    value: /^allow$/,
    rule: 'public-service',
    severity: 'low',
    message: 'Every network that no rule names may connect.',
    remedy: "Write `defaultAction: 'Deny'` and name the networks.",
  },
  {
    type: /^microsoft\.containerregistry\/registries$/,
    name: 'adminUserEnabled',
    value: /^true$/,
    rule: 'cloud-login-weakened',
    severity: 'low',
    message: 'One shared password may push every image.',
    remedy: 'Write `adminUserEnabled: false` and give identities the role `AcrPull` or `AcrPush`.',
  },
  {
    type: /^microsoft\.containerregistry\/registries$/,
    name: 'anonymousPullEnabled',
    value: /^true$/,
    rule: 'public-storage',
    severity: 'medium',
    message: 'Everyone may pull these images.',
    remedy: 'Write `anonymousPullEnabled: false`.',
  },
  {
    type: /^microsoft\.keyvault\/vaults$/,
    name: 'enablePurgeProtection|enableSoftDelete',
    value: /^false$/,
    rule: 'protection-off',
    severity: 'low',
    message: 'What is deleted from this vault is gone.',
    remedy: 'Write `enablePurgeProtection: true`.',
  },
  {
    type: /^microsoft\.containerservice\/managedclusters$/,
    name: 'enableRBAC',
    value: /^false$/,
    rule: 'cloud-login-weakened',
    severity: 'medium',
    message: 'Everyone who reaches the cluster may do everything in it.',
    remedy: 'Write `enableRBAC: true`.',
  },
  {
    type: /^microsoft\.(?:compute\/virtualmachines|compute\/virtualmachinescalesets)$/,
    name: 'disablePasswordAuthentication',
    value: /^false$/,
    rule: 'cloud-login-weakened',
    severity: 'low',
    message: 'The machine takes passwords for SSH, which can be guessed.',
    remedy: 'Write `disablePasswordAuthentication: true` and give a key.',
  },
];
