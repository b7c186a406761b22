// Words that name things in code and in made-up passwords, to tell a random value from a name.

/** Lower-case words of three letters or more, from the documentation and sources of well-kept npm packages. */
export const words: ReadonlySet<string> = new Set(
  `
abc abcde abcdef ability able abort aborted aborting aborts about above abs absence absent absolute
absolutely abstract abstraction accent accept acceptable acceptance accepted accepting accepts access
accessed accesses accessibility accessible accessing accessor accessors accident accidentally according
accordingly account accounted accounts accumulate accumulated accumulator accuracy accurate accurately
achieve achieved acknowledge acme acorn acquire acquired across acting action actions activate active
actively activities activity actor acts actual actually adapt adapted adapter add added adding addition
additional additionally additions additive addon addr address addresses adds adjacent adjust adjusted
admin administrator admins adopt adopted advance advanced advances advancing advantage advisories advisory
affect affected affecting affects after afterwards again against age agent agents aggregate aggregated
aggressive agree agreement ahead alert alerts algorithm algorithms alias aliased aliases alice align
aligned alignment aligns alive all alloc allocate allocated allocates allocating allocation allow allowed
allowing allowlist allows almost alone along alongside alpha alphabet alphabetic alphanumeric already also
alt alter alternate alternative alternatively alternatives although altogether always amain amazon
ambiguity ambiguous america amet among amount analyses analysis analyze analyzed ancestor ancestors anchor
anchored anchors and andrew android angle angular animal animation annex annotate annotation annotations
anonymous another ansi ansible answer answered answers anthropic any anymore anyone anything anyway
anywhere apache apart api apikey apiname apis app appear appearance appeared appearing appears append
appended appending appends apple applicable application applications applied applies apply applying
approach appropriate appropriately approval approvals approve approved approximate approximately
approximation apps april arabic arbitrary arch architecture archive are area aren arg args argument
arguments argv arity armenian around arr array arraybuffer arrays arrive arrives arrow article articles
artifact artifacts ascending ascii aside asked asking asks aspect aspects assembly assert asserted
asserting assertion assertions asserts assessed asset assets assign assignability assignable assigned
assignee assignees assigning assignment assignments assigns associate associated association assume
assumed assumes assuming assumption assumptions asterisk asterisks astral async asynchronous
asynchronously atob atom atomic atomics attach attached attaches attaching attack attacker attacks attempt
attempted attempting attempts attention attestation attestations attr attribute attributes attribution
attrs audio audit augment augmented august auth authenticate authenticated authenticating authentication
author authority authorization authorized authorizing authors auto autocomplete autofix autolink autolinks
automated automatic automatically autumn availability available avatar avatars average avoid avoided
avoiding avoids await awaited awaiter awaiting awaits aware away awesome aws axios azure babel back backed
backend background backing backoff backpressure backreference backreferences backslash backslashes
backtrack backtracking backup backward backwards bad badge badgen badges balance balanced banner bar bare
base baseball based basehead baseline basename bash basic basically basis batch batches batman battery baz
bearer because become becomes becoming been before begin beginning begins behave behaves behavior
behaviors behaviour behind being believe belong belongs below bench benchmark benchmarking benchmarks
benefit benefits bengali besides best beta better between beyond bias big bigger bigint bill billing bin
binaries binary bind binding bindings birthday bit bitbucket bits bitwise black blank blazing blink blob
blobs block blocked blocking blocks blog blue blueoakcouncil bluesky bodies body bogus bold bookkeeping
bool boolean booleans boom bootstrap border both bottleneck bottom bound boundaries boundary bounded
bounds boxed brace braced braces bracket bracketed brackets branch branches brand break breaking breaks
brian brianc bright brightgreen bring broadcast broke broken brotli browser browserify browsers btoa
bubble bucket buckets budget buf buffer buffered buffering buffers bug bugs build builder builders
building builds built builtin builtins bulk bump bunch bundle bundled bundler bundlers bundles bundling
business busy but button bypass bypassed bypasses bypassing byte bytea bytes cacache cache cached caches
caching calculate calculated calculates calculating calculation calculations calendar call callable
callback callbackfn callbacks called callee caller callers calling calls callsite callstack came camel
camelcase campaign campaigns can cancel cancelable canceled cancellation cancelled cancelling candidate
candidates caniuse cannot canonical canvas capabilities capability capacity capital capitalize capped caps
caption capture captured captures capturing card care careful caret carlson carriage carried carries carry
carrying cascade case cased cases casing cast casting casts cat catalog catch catches catching categories
category caught cause caused causes causing caution caveat caveats ceil center cert certain certainly
certificate chaijs chain chainable chained chaining chains chalk challenge chance change changed changelog
changeme changes changing channel channels char character characters charge chars charset chat chdir cheap
check checked checker checking checkout checks checksum child children chmod choice choices choose chosen
christian christopher chrome chromium chunk chunked chunks cipher circle circuit circular circumstances
city cjs claim claimed claims clamp clamped class classes classic classified classify classroom classrooms
claude clause clauses clean cleaned cleaning cleanly cleans cleanup clear cleared clearing clears cli
click client clients clip clock clocks clone cloned clones cloning close closed closer closes closest
closing closure closures cloud cloudflare cluster clusters cntrl coalesce coalescing code codec codecov
coded codegen codeowners codepoint codeql codes codespace codespaces coding coerce coerced coerces
coercion cold collaborator collaborators collapse collapsed collapses collapsing collect collected
collecting collection collections collective collector collects collina collision colon color colored
colorize colors column columns com combination combinations combinator combine combined combines combining
come comes coming comma command commands commas comment comments commercial commit commits committed
common commonjs commonly communicate communication communications community comp compact company
comparator compare compared compares comparing comparison comparisons compat compatibility compatible
compilation compile compiled compiler compiles compiling complement complete completed completely
completes completing completion complex complexity compliance compliant complicated complied comply
component components compose composed composite composition compound comprehensive compress compressed
compression compromise compute computed computer computes computing concat concatenate concatenated
concatenates concatenation concept concern concerns concise concrete concurrency concurrent concurrently
condition conditional conditionally conditions conduct conf config configs configurable configuration
configurations configure configured configures configuring confirm confirmed conflict conflicting
conflicts conform confused confusing confusion conjunction connect connected connecting connection
connections connects consecutive consequence consequent consider considerations considered considering
considers consist consistency consistent consistently consisting consists console const constant constants
constrain constrained constraint constraints construct constructed constructing construction constructor
constructors constructs consume consumed consumer consumers consumes consuming consumption contact
contacting contain contained container containers containing contains content contents context contexts
contextual contiguous continuation continue continues continuing continuously contoso contract contrast
contribute contributes contributing contribution contributions contributor contributors control controlled
controller controllers controlling controls convenience convenient convention conventional conventions
conversion conversions convert converted converter converting converts cooked cookie cookies cool
coordinate coordinates copied copies copilot coptic copy copying copyright core corp corporation correct
correction correctly correctness correspond corresponding corresponds corrupted corruption cost costly
costs could couldn count counted counter counterpart counterparts counters counting country counts couple
course cover coverage coveralls covered covers crash crashes crashing crawl create created creates
creating creation creator credential credentials credit credits criteria critical cross crossed crosses
crossing crypto csrf ctor ctrl cumulative curly curr currency current currently cursive cursor custom
customizable customization customize customized cwd cyan cycle cycles cyclic cyrillic daily damages danger
dangerous dangling daniel dark darwin dash dashes data database databases datadog datatracker date dates
datetime david day daylight days dead deadlock deal dealing deals debounce debug debugger debugging
december decide decided decides decimal decision declaration declarations declarator declare declared
declares declaring decline decode decoded decoder decodes decoding decompress decorate decorated
decoration decorator decorators decrease decreases decrement decrements dedicated deduplicate deduplicated
deep deeper deeply def default defaulted defaulting defaults defer deferred deferring defers define
defined defines defining definite definitely definition definitions deflate defs degree delay delayed
delegate delegates delete deleted deletes deleting deletion deletions deliberately delimited delimiter
deliver delivered deliveries delivery delta demand demo denial deno denote dense depend dependabot
dependabots dependencies dependency dependent depending depends deploy deployment deployments deprecate
deprecated deprecation deps depth deref derive derived derives deriving desc descendant descendants
descending describe described describes describing description descriptions descriptor descriptors
deserialize design designed desired desktop despite dest destination destinations destroy destroyed
destroys destructure destructuring detach detached detail detailed details detect detected detecting
detection detects determine determined determines determining deterministic dev devanagari devcontainer
devcontainers developer developers developing development deviation device devtools diagnostic diagnostics
dictionary did didn diff differ difference differences different differentiate differently differs
difficult digest digests digit digits dimension dir direct directed direction directive directives
directly directories directory dirname dirs dirty disable disabled disables disabling disagree disallow
disallowed disallows disambiguate disambiguation disappear discard discarded discarding discards
disclaimer disclosure disconnect disconnected discord discover discovery discriminant discuss discussion
discussions disjoint disjunction disk dismiss dismissals dispatch dispatched dispatches dispatching
display displayed displays disposable disposal dispose disposed disposition dist distance distinct
distinguish distribute distributed distribution disturbed divide division django doc docker docs document
documentation documented documents does doesn dog doing dollar dolor domain domains dominates don done
dont dot dotfiles dots dotted double down download downloaded downloading downloads downstream draft
dragon drain drained draining drains drive driven driver drop dropped dropping drops dual due dumb dummy
dump duplex duplicate duplicated duplicates duration durations during dynamic dynamically each eager
eagerly earlier earliest early ease easier easily easy echo ecma ecosystem edge edges edit edited editor
edits effect effective effectively effects efficient efficiently effort eight either elapsed elastic
elasticsearch electron element elements eligible eliminate else elsewhere email emails embed embedded
emission emit emits emitted emitter emitters emitting emoji emojis empties empty emulate emulating enable
enabled enablement enables enabling enclosing encode encoded encoder encodes encoding encodings encounter
encountered encounters encrypt encrypted encryption end ended endian ending endings endpoint endpoints
endregion ends enforce enforced enforcement enforces engine engines english enhanced enough enqueue
enqueued ensure ensures ensuring enter entered entering enterprise enterprises enters entire entirely
entities entity entries entry enum enumerable enumerate enumeration enums env environment environments
epoch epresentations equal equality equals equivalent err errno error errored errors esbuild escape
escaped escapes escaping eslint esm esnext especially essential essentially establish established
establishes estimate estree etag etc ethiopic eval evaluate evaluated evaluates evaluating evaluation even
event events eventually ever every everyone everything everywhere eviction exact exactly example examples
exceed exceeded exceeding exceeds except exception exceptions excess excessive excessively exchange
exchanges exclude excluded excludes excluding exclusion exclusive exclusively excuse exec execa executable
execute executed executes executing execution executor exhaust exhausted exhaustion exist existed
existence existent existing exists exit exited exiting exits exp expand expanded expanding expands
expansion expect expectation expectations expected expecting expects expensive experience experimental
expiration expire expired expires expiring explain explained explanation explicit explicitly exploit
exponent exponential exponentially exponentiation export exported exporter exporting exports expose
exposed exposes exposing expr express expressed expression expressions extend extendable extended
extending extends extensible extension extensions extent external extglob extglobs extname extra extract
extracted extracting extraction extracts extraneous extras extreme extremely face facebook facing fact
factor factories factory fail failed failing fails failure failures fairly fake fall fallback fallbacks
falling falls fallthrough false falsy familiar family fantastic far fashion fast fastbench faster fastest
fastify fatal fault favor favorite fdaee feature features february feed feedback feeds fest fetch fetched
fetches fetching few fewer ffff field fields figure file filename filenames filepath files filesystem fill
filled filling fills filter filtered filtering filters final finalization finalize finalizer finally find
finding finds fine finish finished finishes finishing finite fire firebase fired firefox fires first fits
five fix fixed fixes fixing fixture fixtures flag flagged flags flask flat flatten flattened flattening
flexibility flexible flight flipped float floating floats floor flow flowing flows flush flushed flushes
flushing focus fold folded folder folding folds follow followed followers following follows font foo
foobar football footer footprint for forbid forbidden force forced forces forcibly forcing foreign forever
forget forgiving fork forked forks form formal format formats formatted formatter formatters formatting
formed former forms forward forwarded forwarding forwards found foundation four fourth fraction fractional
fragment fragments frame frames framework frameworks free freebsd freeze frequency frequently fresh
freshly friday friendly from front frozen fsync fulfill fulfilled full fully func function functional
functionality functionally functions furnished further furthermore future garbage gates gather gcp gemini
gender general generally generate generated generates generating generation generator generators generic
generics genuine genuinely georgian get gets getter getters getting ghsa girl gist gists git github
gitignore gitlab give given gives giving glob global globally globals globbing globs globstar gmail goal
goes going gold gone good goodbye google got governing graceful gracefully grades gradient grafana grained
grammar grant granted granular granularity graph grapheme graphql graphs gray great greater greedy greek
green greeting gregor group grouped grouping groups grow grown grows growth guarantee guaranteed
guarantees guard guarded guards guess guessing guest guide guidelines guides gujarati gunzip gurmukhi gzip
gzipped hack had half halves hand handbook handed handful handle handled handler handlers handles handling
handshake handy hang hanging hangul happen happened happens happy hard hardware harness has hash hashbang
hashed hashes hashing hasn have haven having haystack head header headers heading heads health heap heavy
hebrew height held hello helm help helper helpers helpful helps hence here hereby heritage heroku
heuristic hex hexadecimal hidden hide hides hierarchy high higher highest highlight highly hint hints
hiragana historical historically history hit hits hitting hmac hoist hoisted hold holder holding holds
holes home homepage honor honoring honors hook hooked hooks horizontal horse host hosted hostname
hostnames hosts hour hourly hours house hover hovercard how however href hrtime html http https hub
hubusercontent huge human humanize hundred hundreds hunter hybrid hyphen hyphenated hyphens icon idea
ideal ideally idempotent ident identical identically identification identified identifier identifiers
identifies identify identifying identity ideographic idle idmarkclements ids idx ietf iframe ignorable
ignore ignored ignores ignoring illegal iloveyou image images img immediate immediately immutable impact
imperial impl implement implementation implemented implementing implements implicit implicitly implied
implies imply import important imported importer importing imports impossible improve improved
improvements improves improving inactive inappropriate inc include included includes including inclusion
inclusive incoming incompatible incomplete inconsistent incorrect incorrectly increase increased increases
increasing increment incremental incremented incrementing increments indeed indefinitely indent
indentation indented independent independently indeterminate index indexed indexes indicate indicated
indicates indicating indication indicator indices indirect individual individually individuals inert infer
inference inferred inferring infinite infinity inflate info inform information informational informative
infringe inherit inheritance inherited inheriting inherits init initial initialised initialization
initialize initialized initializer initializers initializes initializing initially initiated initiates
inject injected injection inline inlined inlining inner innermost input inputs insecure insensitive
insensitively insert inserted inserting insertion insertions inserts inside insights inspect inspected
inspecting inspection inspector inspired install installation installations installed installing instance
instanceof instances instant instantiate instantiated instantiating instantiation instead instructions int
intact integer integers integration integrations integrity intend intended intent intentional
intentionally inter interact interaction interactions interactive intercept intercepted interceptor
interest interested interface interfaces intermediate internal internally internals international internet
interop interpolate interpolated interpolation interpret interpretation interpreted interpreter
interpreting interrupt interrupted intersect intersection interval intervals intl into intrinsic intro
introduce introduced invalid invalidate invalidated invalidates invariant inverse invert inverted
invitation invitations invited invocation invocations invoke invoked invokes invoking involved ipsum
irrelevant isaacs isatty isn isolate isolated isolation isomorphic issue issuecomment issued issues
istanbul italic item items iter iterable iterables iterate iterated iterates iterating iteration
iterations iterator iterators its itself james january japanese jason java javascript jenkins jest jimmy
jitconfig jobs john join joined joining joins josh jridgewell jsdelivr jsdoc json july jump jumps junction
june just jwt kaboom kafka kannada katakana kebab keep keepalive keeping keeps kept key keyboard keychain
keyed keyof keyring keys keyword keywords khmer kill killed killing kind kinds know knowing knowledge
knowledgements known knows kubernetes label labeled labels lack lacks lambda land landed lands lang
language languages laravel large larger largest last late latency later latest latin latter launched layer
layout lazily lazy lead leading leads leaf leak leaking leaks leap learn least leave leaves leaving left
leftover legacy legal legitimate len length lengths lenient less let letmein lets letter letters level
levels lexer lexical liability liable lib libc libpq libraries library license licensed licenses life
lifecycle lifetime light lightweight like likely limit limitation limitations limited limiter limiting
limits line linear lines link linked linking links lint linter linux list listed listen listened listener
listeners listening listens listing lists lite literal literally literals little live lived lives load
loaded loader loaders loading loads local locale locales localhost localized locally locals locate located
location locations lock locked locks lodash log logged logger logging logic logical login logo logs lone
long longer longest look lookahead lookbehind lookbehinds looked looking looks lookup lookups loop
loopback looping loops loose loosely lorem lose loses losing loss lost lots low lower lowercase lowercased
lowest lstat machine machinery machines macro made magenta magic magnitude mail mailgun mailto main mainly
maintain maintained maintainers maintaining maintains maintenance major majority make makes making
malayalam malformed malicious malloc manage managed management manager managers manages managing mandatory
manifest manifests manipulate manipulating manipulation manner manual manually many map mapped mapper
mapping mappings maps march margin mariadb mark markdown marked marker marketplace marking marks mask
masked master match matched matcher matchers matches matching materialized materials math mathematical
matrix matteo matter matters max maximum may maybe mcollina mean meaning meaningful means meant measure
measured measurement measurements measures measuring mechanism mechanisms media mediatype medium member
members membership memberships memo memoization memoize memoized memory mentioned menu merely merge merged
merges merging message messages messaging meta metadata method methods metrics michael micro microsecond
microseconds microsoft microtask middle middleware midnight might migrate migrating migration migrations
milestone milestones million millis millisecond milliseconds mime mimics min mind mine minified minify
minimal minimatch minimist minimize minimizes minimum minipass minizlib minor minus minute minutes mirror
mirrored mirroring mirrors misleading mismatch mismatched mismatches miss missed misses missing mistake
mister mixed mixin mjs mkdir mkdtemp mnopqrstuvwxyz mocha mock mocked mocking mocks mod mode model modern
modes modification modifications modified modifier modifiers modifies modify modifying module modules
modulo moment monday mongo mongodb mongolian monitor monkey monorepo month monthly months more most mostly
motion motivation mount move moved moves moving mozilla mplementations msecs msg mtime much multi
multiline multipart multiple multiply must mutable mutate mutated mutates mutating mutation mutations
mutually myanmar mysql naive name named names namespace namespaced namespaces naming nanoid nanosecond
nanoseconds narrow narrowed narrower narrowing narrows native natively natural naturally nature
nauthenticated navigation navigator nconditionally near nearest nearform necessarily necessary need needed
needing needle needs negate negated negates negation negative negatives negotiate negotiation neither
neostandard nest nested nesting net netlify network networks neutral never new newer newline newlines
newly next nobody nobrace nocase node nodei nodejs nodes noext noglobstar noise noisy non nonce none
nonexistent noop nope nor normal normalization normalize normalized normalizes normalizing normally
northwind not notable notably notation note notes nothing notice notices notification notifications
notified notifies notify november now nowhere npm npmcli npmjs null nullable nullish nulls num number
numbered numbers numeric numerical oauth obj object objects obligations obscure observable observe
observed observer observes obtain obtained obtaining obvious occur occurred occurrence occurrences
occurring occurs octal octet octets october octocat octokit off offending offer offered offers official
offline offset offsets often ogham ogrammatically old older oldest omit omits omitted omitting once
onclose one onend onerror ones ongoing online only onmessage onto opaque open openai openapi
opencollective opened opening opens opensource openssl operand operands operate operates operating
operation operations operator operators opposed opposite ops opt opted optimal optimization optimizations
optimize optimized option optional optionally options opts oracle orange order ordered ordering orders
ordinal ordinary org organization organizations orgs orientation orig origin original originally
originated originating oriya other others otherwise our out outdated outer outermost outgoing outline
output outputs outside over overall overflow overhead overlap overlapping overlaps overload overloaded
overloads overridden override overrides overriding overview overwrite overwrites overwriting overwritten
own owned owner ownership oxlint pack package packaged packagejson packagephobia packages packed packet
packets pacote pad padded padding page pages paginate pair paired pairs paragraph parallel parallelism
param parameter parameterized parameters params paren parens parent parentheses parenthesis parenthesized
parents parity parse parsed parser parsers parses parsing part partial partially participants
participation particular particularly partition partner parts party pascal pass passcode passed passes
passing passphrase passthrough passwd password passwords past paste patch patched patches patching patent
path pathe pathname paths pattern patterns pause paused pauses pausing paying payload payloads paypal peek
peer penalty pending people per percent percentage perf perfect perfectly perform performance performant
performed performing performs perhaps period periods permanent permanently permission permissions
permissive permit permitted persian persist persisted persistence persistent persists person personal
persons perspective phase phases phone physical pick picked picking picks picocolors picomatch
pictographic picture piece pieces ping pings pinned pino pinojs pipe piped pipeline pipes piping pkg place
placed placeholder placeholders places plain plaintext plan planning plans platform platforms play
playground please plugin plugins plural plus png pnpm point pointer pointers pointing points policies
policy poll polling pollution polyfill polyfilled polyfills pool pooling pools pop popular populate
populated port portable portal ported portion portions ports pos position positional positionals positions
positive positives posix possibility possible possibly post postcss posted postfix postgre postgres
postgresql posting posts potential potentially power powered powerful powershell practical practice
practices pragma pre precede preceded precedence precedes preceding precise precisely precision predefined
predicate predicates predictable prefer preference preferences preferred prefers prefix prefixed prefixes
preload prelude premium prepare prepared prepend prepended prepends preprocess prerelease presence present
presentation presented preserve preserved preserves preserving preset presets press pressed presumably
pretend prettier prettify pretty prev prevent preventing prevents preview previews previous previously
price primarily primary primitive primitives princess print printable printed printer printf printing
prints prior priority private privately probability probably probe problem problematic problems probot
proc procedure proceed process processed processes processing processor processors produce produced
producer produces producing product production products profile program programmatic programming programs
progress project projects prometheus promise promised promises promisify promote prompt proof prop
propagate propagated propagates propagation proper properly properties property proportional proposal
props protect protected protecting protection protects proto protocol protocols prototype prototypes
provide provided provider providers provides providing proxied proxies proxy proxyquire prune pruned
pruning pseudo public publicly publish published publishing pull pulled pulling pulls punch punct
punctuation punctuator purchase purchases pure purely purple purpose purposes push pushed pushes put puts
pwd python qualified qualifier quantifier quantifiers quantity quasi quasis queries query querystring
question questions queue queued queues quick quickly quiet quite quotation quote quoted quotes qux rabbit
rabbitmq race races radius radix rails raise raised raises random randomly range ranges rare rarely rate
ratelimit rather ratio raw reach reachable reached reaches reaching react reaction reactions read
readability readable readdir reader reading readline readme readonly reads ready real really realm
realpath reason reasonable reasonably reasons reassign rebuild rebuilding rebuilds receive received
receiver receives receiving recent recently recheck recognize recognized recommend recommended record
recorded recording records recover recoverable recovery recreate recreated recurse recurses recursing
recursion recursive recursively red redact redacted redefine redefined redefining redeliver redirect
redirected redirection redirects redis redistribution reduce reduced reduces reducing redundant ref
refactor refer reference referenced references referencing referral referred referrer referrers refers
reflect reflects reformat refresh refreshed refreshing refs refuse refused reg regard regarding regardless
regenerate regex regexes regexp regexpp regexps region regional register registered registering registers
registration registries registry regression regular reject rejected rejecting rejection rejections rejects
related relation relational relations relationships relative relatively relaxed release released releases
releasing relevant reliability reliable reliably relies reload rely relying remain remainder remaining
remains remap remarks remember remote removal remove removed removes removing rename renamed render
rendered renderer rendering renders reopen reopened reorder reordered repeat repeated repeatedly repeating
repeats repetition replace replaced replacement replacements replacer replaces replacing replay replicate
replication replies reply repo report reported reporter reporters reporting reports repos repositories
repository represent representation representative represented representing represents reprioritize
reproduce reproducible reproduction req request requested requesting requests require required requirement
requirements requires requiring rerequest rerun res reserved reset resets resetting resizable resize
resolution resolve resolved resolver resolvers resolves resolving resource resources respect respected
respective respectively respond responding responds response responses responsibility responsible rest
restart restarted restore restored restores restoring restrict restricted restriction restrictions result
resulting results resume resumed resumes ret retain retained retains retention rethrow retried retries
retrieve retrieved retrieves retrieving retry retrying return returned returning returns reusable reuse
reused reuses reusing reverse reversed revert review reviewers reviews revision reviver revoke revoked
rewrite rewrites rewriting rewritten rfc right rights risk rmdir robust role roles roll rollback rolldown
rolled rolls rollup roman room root rooted roots rotate rotation rough roughly round rounded rounding
route routed router routes routine routing rows rule rules ruleset rulesets run runnable runner runners
running runs runtime runtimes safari safe safely safer safety said salt same sample sampled samples
sandbox sanitize sanitized sarif sarifs satisfied satisfies satisfy satisfying saturday save saved saves
savin saving saying says sboms scalar scale scan scanned scanner scanning scans scenario scenarios
schedule scheduled scheduler scheduling schema schemas scheme scientific scim scope scoped scopes scoping
score scratch screen script scripting scripts scroll sealed search searched searches searching seats sec
second seconds secret secrets section sections secure security see seed seeds seeing seems seen sees
segment segments select selected selecting selection selector selectors selects self sell semantic
semantically semantics semi semicolon semver send sender sendgrid sending sends sense sensitive
sensitivity sent sentence sentinel sentry sep separate separated separately separates separator separators
september sequence sequences sequential sequentially serializable serialization serialize serialized
serializer serializers serializes serializing series serious serve served server servername servers serves
service services serving session sessions set sets setter setters setting settings settle settled settles
setup several severity shadow shall shallow shape shaped shapes share shared shares sharing shebang shell
shields shift shifted shifts shim shipped ships short shortcut shortcuts shorter shortest shorthand should
shouldn show showing shown shows shuffle shut shutdown sibling siblings side sides sign signal signaling
signals signature signatures signed significant significantly signing signs silent silently silly silver
similar similarly simple simpler simplest simplified simplifies simplify simply simulate simultaneously
since sindresorhus single singleton singular site sites sits situation situations size sized sizes skip
skipped skipping skips slack slash slashes sleep slice sliced slicing slight slightly slot slots slow
slower slug small smaller smallest smart smith snake snapshot snapshots snippet snippets social socket
sockets socks soft software solid solution solve some somehow someone something sometimes somewhat
somewhere soon sort sorted sorting sorts source sourcemap sourcemaps sources space spaces spacing span
spans sparse spawn spawned spawning spawns spec special specialized specially species specific
specifically specification specifications specified specifier specifiers specifies specify specifying
specs speed speeds spelling spent spies splice split splits splitting sponsor sponsored sponsors
sponsorship spread spreads spring sqlite square squirrel src ssri stability stable stack stackoverflow
stacktrace stage staging stale staleness stamp stand standalone standard standardized standardjs standards
stands staple star stargazers starred starring stars start started starting starts startup stat state
stateful stateless statement statements states static statically statics statistics stats status statuses
stay stays stderr stdin stdio stdout step steps sticky still stop stopped stopping stops storage store
stored stores storing str straight strategies strategy stream streamed streaming streams street stretch
strict stricter strictly strike strikethrough string stringified stringifier stringifies stringify strings
strip stripe stripped stripping strips strong stronger strongly struct structural structurally structure
structured structures stub stubbed stubs stuck stuff style styled styles styling sub subarray subclass
subclasses subdirectories subdirectory subject sublicense submission submit submitted subpath subscribe
subscribed subscribers subscription subscriptions subsequent subset substantial substituted substitution
substr substring substrings subtle subtract subtraction subtree subtype succeed succeeded succeeds success
successful successfully successive such sufficient suffix suffixes sugar suggest suggestion suggestions
suitable suite suites sum summary summer sunday sunshine supabase super superman superset supplied supply
supplying support supported supporting supports supposed suppress suppressed sure surface surfaced
surfaces surprising surrogate surrogates surrounding survive survives suspend suspended svg swallow swap
swapped swaps switch switches switching symbol symbolic symbols symlink symlinks sync synchronize
synchronous synchronously syntactic syntax synthetic syscall system systems table tables tabs tag tagged
tags tail take taken takes taking tamil tape tarball target targeted targeting targets task tasks tbody
team teams teardown technical technically technique telegram tell tells telugu temp template templates
temporal temporarily temporary term terminal terminate terminated terminates termination terminator terms
terraform test tested testing tests text textarea textual than thank thanks that the thead their them
theme themselves then thenable theory there therefore these they thin thing things think third this those
though thought thousands thread threads three threshold threw throttle throttling through throughout
throughput throw throwing thrown throws thursday thus tibetan tick tidelift tilde time timed timeline
timeout timeouts timer timers times timestamp timestamps timezone timezones timing timings tiny tinybench
title titles tmp tmpdir toc tocstop today together toggle token tokenize tokenizer tokens tomcat too took
tool tooling tools top topic topics toplevel total totally totals touch touched touching toward towards
trace traces tracing track tracked tracker tracking tracks trade traditional traffic trail trailer
trailing transaction transactions transfer transferred transform transformation transformed transformer
transformers transforming transforms transient transition transitioning transitions transitive translate
translated translates translation transmission transparent transparently transpile transpiled transport
transports traversal traverse traversed traversing travis treat treated treating treatment treats tree
trees triage trick tricky tried tries trigger triggered triggering triggers trim trimmed trimming trip
trips trivial true trunc truncate truncated truncating truncation trust trusted trusting trustno truth
truthiness truthy try trying tsconfig tslint tuesday tuple tuples turn turned turning turns tutorial
twelve twice twilio twitter two txt type typed typedef typeof types typescript typescriptlang typical
typically typing typings uint ulnerabilities unable unacceptable unaffected unambiguous unary unassigned
unauthorized unavailable unblock unblocked unbound unbounded uncaught unchanged unchecked unclosed
undefined under underline underlying underscore underscores understand understanding understands undici
undocumented unescape unescaped unexpected unexpectedly unfinished unfollow unfortunately unguessable
unhandled unicode unicorn unified uniform uninitialized uninstall union unions unique unit units universal
unix unknown unless unlike unlikely unlimited unlink unlock unmatched unmodified unnamed unnecessarily
unnecessary unordered unparsed unpipe unpkg unpublished unquoted unreachable unreadable unrecognized unref
unregister unrelated unresolved unsafe unset unshift unsigned unsorted unspecified unstar unsubscribe
unsupported unsuspend untagged unterminated until untouched untrusted untyped unusable unused unusual
unwind unwrap unwrapped update updated updates updating upgrade upgraded upgrades upgrading upload upon
upper uppercase uppercased upstream uri url urlencoded urls usable usage usages use used useful useless
user userland username users uses using usual usually utf util utilities utility utilize utils uuid val
valid validate validated validates validating validation validator validators validity valign value values
var variable variables variadic variant variants variation variations various vars vary vault vector
vendor verb verbatim verbose verbosity vercel verification verified verifies verify verifying versa
version versioning versions vertical very via vice video view viewer viewport views violate violation
virtual visibility visible visit visited visiting visitor visitors visits visual vite vitejs vitest void
volume vscode vulnerability vulnerable wait waiting waits walk walked walker walking walks wall wallet
want wanted wants warm warmup warn warned warning warnings warns warranty was wasi wasm wasn watch watched
watcher watchers watching water way ways weak web webhook webhooks webidl webkit webpack website websocket
wednesday week weekday weekly weeks weight weird welcome well went were what whatever whatwg when whenever
where whereas wherever whether which whichever while white whitespace whitespaces who whole whom whose why
wide widely widening wider width wiki wikipedia wildcard wildcards will win window windows wins winter
wire wish with within without won word words work workaround workarounds worked worker workerd workers
workflow workflows working works workspace world worry worse worst worth would wouldn wrap wrapped wrapper
wrappers wrapping wraps writable write writeable writer writes writing written wrong wrote www xffff xhtml
xsrf xyz yaml yarn year years yellow yet yield yielded yielding yields yml you your yours yourself zero
zeroes zeros zipball zlib zone zoned zones
`
    .trim()
    .split(/\s+/),
);
