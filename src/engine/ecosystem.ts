// What an ecosystem is: a folder that knows a package manager's files, names, versions and registry.
import type { Downloads, PackageRecord } from './facts.ts';

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
  /** Address of the registry it comes from, where that is not the ecosystem's own; a 404 elsewhere then proves nothing. */
  registry?: string;
  /** Where the lockfile says that the package comes from, and its digest. */
  resolved?: string;
  integrity?: string;
  /** How the file writes it, where the ecosystem has several ways; read by the ecosystem's own `write`. */
  form?: string;
  /** Set where a command names it and no manifest does; what a text only shows to its readers is `documentation`. */
  command?: 'run' | 'documentation';
  /** In a lockfile: names of the packages that this one asks for. */
  requires?: string[];
  /** The other file that decides what is asked for, where that one was not read or does not say it. */
  awaits?: string;
  /** Where what is asked for stands, when it is another file of the repository. */
  decided?: { path: string; line: number };
}

/** Other files of the repository, as they are after the change and as far as they were read. */
export interface Around {
  text(path: string): string | undefined;
  /** Every path that has a text, sorted. */
  paths: readonly string[];
}

/** What a manifest or lockfile could not be read for. */
export interface Unreadable {
  line?: number;
  reason: string;
  /** Set where another file, of this name, would say it. */
  awaits?: string;
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

/** How a registry is asked about a package. */
export interface RegistryRequest {
  path: string;
  accept?: string;
  answer?: 'text';
  /** The path of a second JSON answer, where one does not say enough; `readRecord` then gets both in a list. */
  also?: string;
}

/** What a name stands for that the registry does not have. */
export type Meant = { kind: 'standard-library'; of: string } | { kind: 'package'; name: string };

/** One package that a source file imports. */
export interface Import {
  /** What the file writes, such as `lodash/fp` or `google.cloud.storage`. */
  written: string;
  /** The package that brings it, as far as the name alone says; normalised. */
  name: string;
  /** Names of folders, files and packages that would be the repository's own answer to it. */
  own: string[];
  /** Line from 1 and columns from 1 of what is written, end exclusive. */
  line: number;
  column: number;
  endColumn: number;
  /** True when the code goes on without it, or takes only types from it. */
  isOptional?: true;
  /** True when it says itself where it comes from, so that no manifest needs to. */
  isDeclared?: true;
  /** True when other packages may well bring the same name, so that a missing package proves little. */
  isVague?: true;
}

/** How source files name the packages of an ecosystem. */
export interface Imports {
  /** Whether a file of this path is source text that imports. */
  reads(path: string): boolean;
  /** The packages that a text imports, without the standard library and relative paths; never throws. */
  find(path: string, text: string): Import[];
  /** Whether a file that is no manifest says what names mean, such as `tsconfig.json`. */
  explains(path: string): boolean;
  /** Names that a manifest or such a file gives to the repository's own code; `x*` stands for all that begin so. */
  defines(path: string, text: string): string[];
  /** Whether a manifest's dependency brings what is imported. */
  brings(dependency: Dependency, found: Import): boolean;
  /** Texts of which a file that uses the package holds one; none where its use need not show. */
  traces?(dependency: Dependency): readonly string[];
  /** True when only manifests in the folders above a file count for it. */
  isByFolder: boolean;
  /** The line that declares a package in a manifest, at a version where one is known. */
  declare(name: string, manifest: string, version?: string): string;
}

/** One ecosystem; folder name = id. Pure: it describes requests and reads answers, only lookups/ fetches. */
export interface Ecosystem {
  id: string;
  /** The name under which OSV files its advisories, such as `PyPI`. */
  osv: string;
  /** The type in a purl, such as `pypi`. */
  purl: string;
  /** Whether this path is one of its manifests or lockfiles. */
  reads(path: string): 'manifest' | 'lockfile' | undefined;
  /** The dependencies of one file's text, with what other files decide for it; never throws on bad input. */
  parse(path: string, text: string, around?: Around): Parsed;
  /** Whether a file may decide what a manifest leaves open. */
  decides?(path: string, manifest: string): boolean;
  /** Address of the public registry that answers plain GET requests; absent where lookups/ knows another way or there is none. */
  registry?: string;
  /** The registry's own spelling of a name. */
  normalise(name: string): string;
  /** A name as OSV's server must be asked, where that is not the normalised one: it minds case. */
  spell?(name: string): string;
  /** Orders two versions: negative, zero or positive; undefined when one of them is no version. */
  compare(a: string, b: string): number | undefined;
  /** Whether a version meets a requirement; undefined when either cannot be read. */
  satisfies(version: string, requirement: string): boolean | undefined;
  /** The most used names, most used first, with the date and source of the list. */
  popular(): { names: readonly string[]; asOf: string; source: string };
  /** Set where OSV has no advisories of such packages, so that none are asked for. */
  hasAdvisories?: false;
  /** Set where OSV's server cannot order versions: it is asked about every version, and the ranges are read here. */
  hasServerOrder?: false;
  /** The version that a moving name such as `v4` stands for at most; it is judged where the registry was not read. */
  moving?(requirement: string): string | undefined;
  /** Why the registry is not asked about a name, such as that it stands in another registry. */
  unasked?(name: string): string | undefined;
  /** Whether a name is known so well that the registry need not be asked whether it exists. */
  isWellKnown?(name: string): boolean;
  /** How the registry is asked about a package: the path below the registry's address, and what it answers with: JSON if not said. */
  request(name: string): RegistryRequest;
  /** How an organisation's own registry is asked, where such ones speak another protocol than the public one. */
  privately?: Pick<Ecosystem, 'request' | 'readRecord'> & Partial<Pick<Ecosystem, 'further' | 'extras'>>;
  /** Paths of the further answers that the first points to, where a registry spreads a record over pages. */
  further?(body: unknown): string[];
  /** Reads the registry's answer with status 200, and its further pages. Throws when it is not what a registry says. */
  readRecord(name: string, body: unknown, pages?: readonly unknown[]): PackageRecord;
  /** Paths of answers that add to the record, each of which may fail; `readRecord` gets them as pages, undefined where one failed. */
  extras?(name: string, body: unknown): string[];
  /** How downloads are counted, where the record does not say; without an address of its own at that of the registry. */
  downloads?: {
    registry?: string;
    request(name: string): RegistryRequest;
    /** Throws when the answer is none. */
    read(name: string, body: unknown): Downloads;
  };
  /** What somebody meant who wrote a name that does not exist, where that is known. */
  meant?(name: string): Meant | undefined;
  /** What the language itself offers in place of a package, as the end of a sentence. */
  standardWay?(name: string): string | undefined;
  /** How its languages import packages, where that is known. */
  imports?: Imports;
  /** How one writes the dependency at another version, for the remedy. */
  write(dependency: Dependency, version: string): string;
}
