// What is found in Android manifests and network configurations, and what is left alone.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { allFindings } from '../../../../test/detector-findings.ts';
import { android } from './index.ts';

const found = (body: string, path = 'app/src/main/AndroidManifest.xml'): string[] =>
  allFindings(android, path, body, 'code/insecure-settings');
const network = (inner: string): string[] =>
  found(
    `<network-security-config>\n${inner}\n</network-security-config>`,
    'app/src/main/res/xml/network.xml',
  );
const filter = (action: string): string =>
  `<intent-filter><action android:name="${action}"/></intent-filter>`;

describe('android', () => {
  it.each([
    ['low', '<activity\n  android:name=".Admin"\n  android:exported="true" />'],
    ['low', `<service android:name=".S" android:exported="true">${filter('dev.acme.SYNC')}</service>`],
    ['low', `<receiver android:name=".R" android:exported="true">${filter('dev.acme.RESET')}</receiver>`],
    ['medium', '<provider\n  android:authorities="a"\n  android:exported="true"\n/>'],
  ])('tells of a part that is %s', (severity, body) => {
    expect(found(body)).toEqual([`android-manifest-opened ${severity}`]);
  });

  it.each([
    '<activity android:name=".Detail" android:exported="false" />',
    `<activity\n  android:exported="true"\n>${filter('android.intent.action.MAIN')}</activity>`,
    `<activity android:exported="true">${filter('android.intent.action.VIEW')}</activity>`,
    `<receiver android:exported="true">${filter('android.intent.action.BOOT_COMPLETED')}</receiver>`,
    '<service android:exported="true" android:permission="android.permission.BIND_JOB_SERVICE" />',
    '<!-- <service android:exported="true" /> -->',
    '<provider android:name="androidx.core.content.FileProvider" android:exported="false" android:grantUriPermissions="true"/>',
  ])('leaves alone %s', (body) => {
    expect(found(body)).toEqual([]);
  });

  it('knows the configuration of the network by its name too', () => {
    const body =
      '<network-security-config>\n<base-config cleartextTrafficPermitted="true"/>\n</network-security-config>';
    expect(found(body, 'app/network_security_config.xml')).toEqual(['android-manifest-opened medium']);
  });

  it('leaves builds for developers alone', () => {
    const body = '<service android:exported="true" />';
    expect(found(body, 'app/src/debug/AndroidManifest.xml')).toEqual([]);
  });

  it.each([
    ['medium', '<base-config cleartextTrafficPermitted="true"><trust-anchors/></base-config>'],
    ['low', '<base-config><trust-anchors><certificates src="user"/></trust-anchors></base-config>'],
    ['low', '<domain-config cleartextTrafficPermitted="true"><domain>api.acme.dev</domain></domain-config>'],
  ])('tells of a network that is %s', (severity, inner) => {
    expect(network(inner)).toEqual([`android-manifest-opened ${severity}`]);
  });

  it.each([
    '<base-config cleartextTrafficPermitted="false"/>',
    '<domain-config cleartextTrafficPermitted="true">\n<domain>10.0.2.2</domain><domain>localhost</domain></domain-config>',
    '<debug-overrides><trust-anchors><certificates src="user"/></trust-anchors></debug-overrides>',
    '<base-config><trust-anchors><certificates src="system"/></trust-anchors></base-config>',
  ])('leaves alone %s', (inner) => {
    expect(network(inner)).toEqual([]);
  });

  it('is quick with what never ends', () => {
    const started = processorMs();
    found('<a '.repeat(100_000));
    found('<a "'.repeat(90_000));
    found(`<a ${"'".repeat(300_000)}`);
    found('<service android:exported="true">'.repeat(5_000));
    found(`<a x="${'<'.repeat(300_000)}`);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
