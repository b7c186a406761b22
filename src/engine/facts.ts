// Answers from outside: each is known with a source and a time, or unknown with a reason.

/** Something that a lookup said, or why it could not. */
export type Fact<T> =
  | {
      state: 'known';
      value: T;
      source: string;
      asOf: string;
      /** Set where a registry of the organisation's own says it, which proves nothing of the public one. */
      isPrivate?: true;
    }
  | { state: 'unknown'; reason: string };

/** A question that only the world outside can answer; lookups/ asks it. */
export type FactRequest =
  | { kind: 'advisories'; ecosystem: string; name: string; version: string }
  /** With `of: 'public'` the organisation's own registries are passed over. */
  | { kind: 'package'; ecosystem: string; name: string; of?: 'public' }
  | { kind: 'downloads'; ecosystem: string; name: string }
  /** The name is that of a repository, such as `github.com/owner/name`. */
  | { kind: 'scorecard'; ecosystem: string; name: string };

/** One advisory that affects the version asked for. */
export interface Advisory {
  id: string;
  aliases: string[];
  summary: string;
  /** CVSS base score 0 to 10; absent when the advisory is unrated. */
  score?: number;
  /** The advisory's own word, when it has no score. */
  word?: 'critical' | 'high' | 'medium' | 'low';
  /** True for a malicious-package record (`MAL-`). */
  malicious: boolean;
  /** Versions named as fixed, of the asked package, in the ecosystem's notation. */
  fixed: string[];
  /** Which versions are affected, so that a remedy is not itself affected; absent when the record was not read. */
  affected?: Affected[];
}

/** Versions of one package that an advisory affects, in OSV's terms. */
export interface Affected {
  versions: string[];
  /** Each range is a list of events; GIT ranges are left out. */
  ranges: RangeEvent[][];
}

/** Exactly one of the four is set; `introduced: '0'` is before every version. */
export interface RangeEvent {
  introduced?: string;
  fixed?: string;
  last_affected?: string;
  limit?: string;
}

/** One published version. `publishedAt` is ISO 8601. */
export interface PublishedVersion {
  version: string;
  publishedAt?: string;
  deprecated?: string;
  yanked?: boolean;
  installScripts?: boolean;
}

/** What a registry says of a package; `exists: false` only after a definite 404 from the right registry. */
export type PackageRecord =
  | { exists: false }
  | {
      exists: true;
      versions: PublishedVersion[];
      createdAt?: string;
      maintainers: string[];
      repository?: string;
      license?: string;
      weeklyDownloads?: number;
      /** Since it was first published, where the registry counts no weeks. */
      totalDownloads?: number;
    };

/** How often a package was downloaded, as far as its registry counts. */
export interface Downloads {
  weekly?: number;
  total?: number;
}

/** What an OpenSSF Scorecard says of a repository. */
export interface Scorecard {
  /** From 0 to 10. */
  score: number;
  /** The checks that went worst. */
  weakest: string[];
  date?: string;
}

/** What each kind of request is answered with. */
export interface FactValues {
  advisories: Advisory[];
  package: PackageRecord;
  downloads: Downloads;
  scorecard: Scorecard;
}

/** The key under which a request and its answer are kept; lengths keep two requests apart whatever their names hold. */
export function factKey(request: FactRequest): string {
  const { kind, ecosystem, name } = request;
  if (kind === 'advisories')
    return `${kind} ${ecosystem.length} ${ecosystem} ${name.length} ${name} ${request.version}`;
  const whose = kind === 'package' && request.of !== undefined ? ` of ${request.of}` : '';
  return `${kind}${whose} ${ecosystem.length} ${ecosystem} ${name}`;
}

/** The answers that a review may use; what nobody asked is unknown. */
export class Facts {
  readonly #answers: ReadonlyMap<string, Fact<unknown>>;

  constructor(answers: ReadonlyMap<string, Fact<unknown>> = new Map()) {
    this.#answers = answers;
  }

  has(request: FactRequest): boolean {
    return this.#answers.has(factKey(request));
  }

  get<K extends FactRequest['kind']>(request: Extract<FactRequest, { kind: K }>): Fact<FactValues[K]> {
    const answer = this.#answers.get(factKey(request));
    return (answer ?? { state: 'unknown', reason: 'not asked' }) as Fact<FactValues[K]>;
  }
}
