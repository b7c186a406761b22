// What is found in Bicep and ARM templates, and what is left alone.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { allFindings } from '../../../../test/detector-findings.ts';
import { azure } from './index.ts';

const found = (body: string, path: string): string[] => allFindings(azure, path, body, 'terraform');
const bicep = (type: string, properties: string): string[] =>
  found(`resource r '${type}@2023-05-01' = {\n  properties: {\n    ${properties}\n  }\n}\n`, 'main.bicep');
const schema = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"';
const arm = (type: string, properties: string): string[] =>
  found(`{${schema}, "resources": [{"type": "${type}", "properties": {${properties}}}]}`, 'deploy.json');
const storage = 'Microsoft.Storage/storageAccounts';

describe('azure', () => {
  it.each([
    ['public-storage medium', storage, 'allowBlobPublicAccess: true'],
    ['plaintext-traffic medium', storage, 'supportsHttpsTrafficOnly: false'],
    ['plaintext-traffic medium', storage, "minimumTlsVersion: 'TLS1_0'"],
    ['public-service low', storage, "networkAcls: { defaultAction: 'Allow' }"],
    ['public-database medium', 'Microsoft.Sql/servers', "publicNetworkAccess: 'Enabled'"],
    [
      'public-database medium',
      'Microsoft.Sql/servers/firewallRules',
      "startIpAddress: '0.0.0.0'\n endIpAddress: '255.255.255.255'",
    ],
    ['plaintext-traffic medium', 'Microsoft.Web/sites', 'httpsOnly: false'],
    ['public-service low', 'Microsoft.Web/sites', "siteConfig: { cors: { allowedOrigins: ['*'] } }"],
    [
      'open-network-ingress high',
      'Microsoft.Network/networkSecurityGroups',
      "securityRules: [{ properties: { access: 'Allow'\n direction: 'Inbound'\n destinationPortRange: '22'\n sourceAddressPrefix: '*' } }]",
    ],
  ])('%s in Bicep: %s %s', (expected, type, properties) => {
    expect(bicep(type, properties)).toEqual([expected]);
  });

  it.each([
    ['public-storage medium', storage, '"allowBlobPublicAccess": true'],
    ['plaintext-traffic medium', storage, '"minimumTlsVersion": "TLS1_1"'],
    [
      'open-network-ingress high',
      'Microsoft.Network/networkSecurityGroups',
      '"securityRules": [{"properties": {"access": "Allow", "direction": "Inbound", "destinationPortRange": "3389", "sourceAddressPrefix": "Internet"}}]',
    ],
  ])('%s in ARM: %s %s', (expected, type, properties) => {
    expect(arm(type, properties)).toEqual([expected]);
  });

  it.each([
    ['deployment-secret-in-clear medium', 'param sqlPassword string\n'],
    ['deployment-secret-in-clear medium', "@description('of the server')\nparam apiKey string = ''\n"],
    [
      'deployment-secret-in-clear medium',
      '@secure()\nparam adminPassword string\noutput x string = adminPassword\n',
    ],
    ['deployment-secret-in-clear medium', 'output key string = storage.listKeys().keys[0].value\n'],
  ])('%s: %s', (expected, body) => {
    expect(found(body, 'main.bicep')).toEqual([expected]);
  });

  it.each([
    '@secure()\nparam sqlPassword string\n',
    "@secure()\n@description('of the server')\nparam apiKey string\n",
    'param passwordLength int = 12\n',
    'output name string = storage.name\n',
    `resource r '${storage}@2023-05-01' = {\n // allowBlobPublicAccess: true\n properties: { minimumTlsVersion: 'TLS1_2' } }`,
  ])('leaves alone %s', (body) => {
    expect(found(body, 'main.bicep')).toEqual([]);
  });

  it('leaves alone what is open on purpose, and other files', () => {
    const group = 'Microsoft.Network/networkSecurityGroups';
    const web =
      "securityRules: [{ properties: { access: 'Allow'\n direction: 'Inbound'\n destinationPortRange: '443'\n sourceAddressPrefix: '*' } }]";
    expect(bicep(group, web)).toEqual([]);
    expect(bicep(group, web.replace("'443'", "'22'").replace('Allow', 'Deny'))).toEqual([]);
    expect(
      found(
        '{"resources": [{"type": "Microsoft.Storage/storageAccounts", "allowBlobPublicAccess": true}]}',
        'a.json',
      ),
    ).toEqual([]);
  });

  it('is quick with long templates', () => {
    const started = processorMs();
    found('param a string\n'.repeat(20_000), 'main.bicep');
    found("{ sourceAddressPrefix: '*' ".repeat(10_000), 'main.bicep');
    found(`{${schema}${', "a": {"type"'.repeat(20_000)}`, 'a.json');
    found(`${"'".repeat(100_000)}${'/*'.repeat(50_000)}`, 'main.bicep');
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
