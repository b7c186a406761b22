// Which files support the product rather than being it: tests, examples, scripts, notebooks, documentation.

const supportFolder =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|playwright|fixtures?|testdata|test-data|mocks?|examples?|samples?|demos?|scripts?|bench(?:mark)?s?|docs?|stories|sandbox|db\/migrate)\/|^tool(?:s|ing)\//i;
const supportFile =
  /(?:[._-](?:test|tests|spec|specs|e2e|stories|bench|benchmark|fixture|mock)\.\w+|(?:^|\/)(?:test[_-][^/]*|conftest|setup|noxfile|gulpfile|gruntfile|[^/]*_test|[^/]*Tests?|[^/]*Spec)\.\w+|\.config\.[cm]?[jt]s|\.ipynb)$/;

/** True for tests, fixtures, examples, scripts, notebooks, benchmarks and documentation: a mistake there reaches fewer people. */
export function isSupportPath(path: string): boolean {
  return supportFolder.test(besidePackages(besideRoutes(path))) || supportFile.test(path);
}

/** A path without the folders that are the package of a class: `src/main/java/com/example/demo` is the product. */
function besidePackages(path: string): string {
  const at = path.search(/(?:^|\/)src\/main\/(?:java|kotlin|scala|groovy)\//);
  return at === -1 ? path : path.slice(0, at + 1);
}

/** A path without the folders that are addresses of a site: what `app/docs/[slug]/route.ts` serves is no documentation. */
function besideRoutes(path: string): string {
  if (!routeFile.test(path) || /\/__\w{1,20}__\//.test(path)) return path;
  const at = path.search(/(?:^|\/)(?:app|pages|routes)\//);
  return at === -1 ? path : path.slice(0, at);
}

/** What Next.js and SvelteKit serve under the address that its folder says. */
const routeFile = /\/(?:route|page|layout|\+server|\+page(?:\.server)?|\+layout(?:\.server)?)\.[cm]?[jt]sx?$/;

/** True for code that changes a database once, with nobody's request at hand; what SQL it brings stays, and is told apart. */
export function isMigration(path: string): boolean {
  return /(?:^|\/)migrations?\/(?:[^/]+\/)*[^/]+\.(?:[cm]?[jt]s|py|rb|php)$/.test(path);
}

/** True for a file of tests by its own name or folder, of which nothing is ever deployed. */
export function isTestFile(path: string): boolean {
  return testFile.test(path);
}

const testFile =
  /(?:^|\/)(?:__tests__|__mocks__)\/|[._](?:test|tests|spec|e2e|stress)\.\w+$|(?:^|\/)(?:test_[^/]*\.py|conftest\.py)$|_test\.(?:go|py|rb)$/;
