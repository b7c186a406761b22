// What an ecosystem is: a folder that knows a package manager's files, names, versions and registry.
import type { ChangedFile } from './change.ts';
import type { PackageRecord } from './facts.ts';

/** One dependency that a file names, with the exact line on which it stands. */
export interface Dependency {
  /** Id of the ecosystem, such as `npm`. */
  ecosystem: string;
  /** Name as the registry writes it, normalised. */
  name: string;
  /** Name as the file writes it. */
  writtenName: string;
  /** What the file asks for, such as `^1.2.0`; absent when it asks for anything. */
  requirement?: string;
  /** The exact version, when the file or its lockfile says it. */
  version?: string;
  path: string;
  /** Line from 1 and columns from 1 of the entry, end exclusive. */
  line: number;
  column: number;
  endColumn: number;
  scope: 'runtime' | 'development' | 'optional' | 'build' | 'peer';
  /** `registry`, or why no registry is asked. */
  source: 'registry' | 'git' | 'url' | 'path' | 'workspace';
  /** True in a manifest, false in a lockfile. */
  direct: boolean;
  /** Where the lockfile says that the package comes from, and its digest. */
  resolved?: string;
  integrity?: string;
  /** How the file writes it, where the ecosystem has several ways; read by the ecosystem's own `write`. */
  form?: string;
  /** In a lockfile: names of the packages that this one asks for. */
  requires?: string[];
}

/** What a manifest or lockfile could not be read for. */
export interface Unreadable {
  line?: number;
  reason: string;
}

/** What one manifest or lockfile says. */
export interface Parsed {
  dependencies: Dependency[];
  unreadable: Unreadable[];
  /** Addresses of other registries that the file sends its dependencies to; a 404 elsewhere then proves nothing. */
  registries?: string[];
  /** Paths of files that it includes, relative to the repository. */
  includes?: string[];
}

/** What a name stands for that the registry does not have. */
export type Meant = { kind: 'standard-library'; of: string } | { kind: 'package'; name: string };

/** One ecosystem; folder name = id. Pure: it describes requests and reads answers, only lookups/ fetches. */
export interface Ecosystem {
  id: string;
  /** The name under which OSV files its advisories, such as `PyPI`. */
  osv: string;
  /** The type in a purl, such as `pypi`. */
  purl: string;
  /** Whether this path is one of its manifests or lockfiles. */
  reads(path: string): 'manifest' | 'lockfile' | undefined;
  /** The dependencies of one file's text; never throws on bad input. */
  parse(path: string, text: string): Parsed;
  /** Address of the public registry that answers plain GET requests; absent where lookups/ knows another way or there is none. */
  registry?: string;
  /** The registry's own spelling of a name. */
  normalise(name: string): string;
  /** Orders two versions: negative, zero or positive; undefined when one of them is no version. */
  compare(a: string, b: string): number | undefined;
  /** Whether a version meets a requirement; undefined when either cannot be read. */
  satisfies(version: string, requirement: string): boolean | undefined;
  /** The most used names, most used first, with the date and source of the list. */
  popular(): { names: readonly string[]; asOf: string; source: string };
  /** How the registry is asked about a package: the path below the registry's address. */
  request(name: string): { path: string; accept?: string };
  /** Reads the registry's answer with status 200. Throws when it is not what a registry says. */
  readRecord(name: string, body: unknown): PackageRecord;
  /** What somebody meant who wrote a name that does not exist, where that is known. */
  meant?(name: string): Meant | undefined;
  /** How one writes the dependency at another version, for the remedy. */
  write(dependency: Dependency, version: string): string;
}

/** A file that an ecosystem reads, before and after the change. */
export interface DependencyFile {
  file: ChangedFile;
  kind: 'manifest' | 'lockfile';
}
