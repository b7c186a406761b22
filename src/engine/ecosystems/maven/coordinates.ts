// Turns coordinates as Maven, Gradle and sbt write them into dependencies.
import type { Dependency } from '../../ecosystem.ts';
import { dependency } from '../reading.ts';
import { exactVersion } from './versions.ts';

/** What one entry says. */
export interface Coordinates {
  group: string;
  artifact: string;
  /** With properties replaced; a `$` is left where one is not known. */
  version?: string | undefined;
}

/** Where an entry stands and how it is written. */
export interface Entry {
  path: string;
  line: number;
  column: number;
  endColumn: number;
  scope: Dependency['scope'];
  source?: Dependency['source'];
  writtenName?: string;
  form?: string;
  registry?: string | undefined;
}

/** Hosts that hold everything that Maven Central holds. */
const central =
  /^https?:\/\/(?:repo1?\.maven\.(?:apache\.)?org|repo\.maven\.apache\.org|central\.maven\.org|maven-central[\w.-]*\.storage[\w.-]*\.googleapis\.com)(?:[:/]|$)/i;
/** Where Gradle takes plugins from that are applied by id. */
export const pluginPortal = 'https://plugins.gradle.org/m2';
/** What is said in place of a version that another file decides. */
export const elsewhere = '${set in another file}';

/** A group or artifact id as Maven allows them. */
export function isId(text: string): boolean {
  return text.length <= 300 && /^[A-Za-z0-9_][\w.-]*$/.test(text);
}

/** `group:artifact`, trimmed; Maven's names are case-sensitive. */
export function normalise(name: string): string {
  return name
    .trim()
    .split(':')
    .slice(0, 2)
    .map((part) => part.trim())
    .join(':');
}

/** Whether an address is that of Maven Central or a copy of it. */
export function isCentral(address: string): boolean {
  return central.test(address);
}

/** The registry of a group that Maven Central does not have. */
export function registryOf(group: string): string | undefined {
  return /^(?:androidx|com\.android|com\.google\.(?:android|firebase|gms|ar\b|mlkit|oboe|ambient|testing\.platform)|com\.google\.(?:mediapipe|net\.cronet)|com\.crashlytics|io\.fabric|android\.arch)(?:\.|$)/.test(
    group,
  )
    ? 'https://maven.google.com'
    : undefined;
}

/** The dependency that an entry stands for. */
export function mavenDependency({ group, artifact, version }: Coordinates, entry: Entry): Dependency {
  const name = `${group}:${artifact}`;
  const source = entry.source ?? 'registry';
  return dependency({
    ecosystem: 'maven',
    name,
    writtenName: entry.writtenName ?? name,
    requirement: version === '' ? undefined : version,
    version: source === 'registry' ? exactVersion(version) : undefined,
    path: entry.path,
    line: entry.line,
    column: entry.column,
    endColumn: entry.endColumn,
    scope: entry.scope,
    source,
    direct: true,
    form: entry.form,
    registry: entry.registry ?? registryOf(group),
    resolved: undefined,
    integrity: undefined,
    requires: undefined,
  });
}
