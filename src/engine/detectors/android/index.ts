// Finds what an Android manifest, or a network configuration, opens to other apps; elements there go over many lines.
import type { Detector } from '../../detector.ts';
import { report, type Verdict } from '../verdict.ts';

const maxChars = 400_000;
const manifest = /(?:^|\/)AndroidManifest\.xml$/;
const resource = /(?:^|\/)(?:res\/xml[^/]*\/[^/]+|network_?security_?config)\.xml$/;
/** Builds that nobody is given. */
const ofDevelopers = /\/(?:debug|androidTest|test|mock|benchmark)\//;

export const android: Detector = {
  id: 'android',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || ofDevelopers.test(path)) return;
    const isManifest = manifest.test(path);
    if (!isManifest && !(resource.test(path) && body.includes('<network-security-config'))) return;
    if (body.length > maxChars) {
      yield { notChecked: { path, check: 'android', reason: `larger than ${maxChars} characters` } };
      return;
    }
    yield* report(path, body, isManifest ? components(body) : network(body), input);
  },
};

interface Element {
  name: string;
  attributes: string;
  start: number;
  /** Where its opening tag ends. */
  end: number;
  /** The names of the elements around it. */
  within: readonly string[];
}

/** Deeper than any of these documents; each closing tag looks for its own among the open ones. */
const maxDepth = 100;
/** What a component or a group of hosts holds. */
const maxInner = 20_000;

/** The text inside of an element, up to its closing tag. */
function innerOf(body: string, name: string, end: number): string {
  const text = body.slice(end, end + maxInner);
  const close = text.indexOf(`</${name}>`);
  return close === -1 ? '' : text.slice(0, close);
}

/** The elements of a document in order; comments are passed over. */
function* elements(body: string): Generator<Element> {
  const tag = /<!--[\s\S]*?(?:-->|$)|<(\/?)([A-Za-z][\w.-]{0,80})((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>/g;
  const open: string[] = [];
  for (const { index, 0: whole, 1: close, 2: name, 3: attributes = '' } of body.matchAll(tag)) {
    if (name === undefined) continue;
    if (close === '/') {
      const at = open.lastIndexOf(name);
      if (at !== -1) open.length = at;
      continue;
    }
    yield { name, attributes, start: index, end: index + whole.length, within: open.slice(-8) };
    if (!attributes.endsWith('/') && open.length < maxDepth) open.push(name);
  }
}

const component = /^(?:activity|activity-alias|service|receiver|provider)$/;
const isTrue = (attributes: string, name: string): boolean =>
  new RegExp(`\\bandroid:${name}\\s{0,9}=\\s{0,9}["']true["']`).test(attributes);

/** Parts that every other app can start, read or write. */
function* components(body: string): Generator<Verdict> {
  for (const { name, attributes, start, end } of elements(body)) {
    if (!component.test(name) || !isTrue(attributes, 'exported')) continue;
    if (/\bandroid:(?:permission|readPermission|writePermission)\s{0,9}=/.test(attributes)) continue;
    if (!attributes.endsWith('/') && isMeantForOthers(name, innerOf(body, name, end))) continue;
    const at = /\bandroid:exported\b[^"']{0,20}["']true["']/.exec(attributes);
    const from = start + 1 + name.length + (at?.index ?? 0);
    yield {
      rule: 'android-manifest-opened',
      start: from,
      end: at ? from + at[0].length : end,
      severity: name === 'provider' ? 'medium' : 'low',
      confidence: 'medium',
      message:
        name === 'provider'
          ? 'Any app on the device reads and writes the data of this provider.'
          : `Any app on the device ${name === 'receiver' ? 'sends to this receiver' : `starts this ${name === 'service' ? 'service' : 'screen'}`} with data of its own.`,
      remedy: 'Write `android:exported="false"`, or name an `android:permission` that the caller must hold.',
    };
  }
}

/** Screens that a launcher or a link opens, and parts that only the system calls. */
function isMeantForOthers(name: string, inner: string): boolean {
  if (name.startsWith('activity'))
    return /android\.intent\.action\.(?:MAIN|VIEW|SEND|SEND_MULTIPLE|PROCESS_TEXT|CREATE_SHORTCUT)\b|android\.intent\.category\.BROWSABLE/.test(
      inner,
    );
  const actions = [
    ...inner.matchAll(/<action\b[^<>]{0,80}android:name\s{0,9}=\s{0,9}["']([^"']{1,200})["']/g),
  ];
  return (
    actions.length > 0 &&
    actions.every(([, action = '']) => /^(?:android\.|com\.(?:google\.)?android\.)/.test(action))
  );
}

const local = /^(?:10\.0\.[23]\.2|localhost|127\.[\d.]+|192\.168\.[\d.]+|[\w.-]+\.(?:local|test|internal))$/;

/** Hosts that are spoken to without encryption, and authorities that whoever holds the device can add. */
function* network(body: string): Generator<Verdict> {
  for (const { name, attributes, start, end, within } of elements(body)) {
    if (within.includes('debug-overrides')) continue;
    const span = { start, end };
    if (name === 'certificates' && /\bsrc\s{0,9}=\s{0,9}["']user["']/.test(attributes))
      yield {
        rule: 'android-manifest-opened',
        ...span,
        severity: 'low',
        confidence: 'medium',
        message: 'Authorities that someone adds to the device are believed, so connections can be read.',
        remedy: 'Leave `src="user"` to `<debug-overrides>`.',
      };
    const isOpen = /\bcleartextTrafficPermitted\s{0,9}=\s{0,9}["']true["']/.test(attributes);
    if (name === 'base-config' && isOpen)
      yield {
        rule: 'android-manifest-opened',
        ...span,
        severity: 'medium',
        confidence: 'high',
        message: 'Every host may be spoken to without encryption.',
      };
    if (name === 'domain-config' && isOpen) {
      const domains = [
        ...innerOf(body, name, end).matchAll(/<domain\b[^<>]{0,200}>\s{0,40}([^<\s]{1,200})/g),
      ];
      if (domains.length === 0 || !domains.every(([, domain = '']) => local.test(domain)))
        yield {
          rule: 'android-manifest-opened',
          ...span,
          severity: 'low',
          confidence: 'medium',
          message: 'These hosts are spoken to without encryption.',
        };
    }
  }
}
