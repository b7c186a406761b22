// Tells which names of a script nothing in its file declares: fragments use them for what comes from elsewhere.
import type { State } from '../state.ts';

/** What takes part in a scope is found there; of a function or a class only the name is known outside of it. */
const declaration =
  /\b(?:function\s{0,9}\*?|class)\s{0,9}([\w$]{1,100})|\b(?:const|let|var|import|enum|namespace|declare|interface|type)\s([^=;]{0,400})|\bcatch\s*\(([^)]{0,100})/g;
const word = /[A-Za-z_$][\w$]*/g;

/** Names of platforms, and those under which modules and services are commonly known. */
const known = new Set(
  'alert app args arguments atob await bcrypt bluebird btoa browser c cache chai child_process cli client clearTimeout config confirm connection console constants context cp crypto ctx cy cypress d3 database datasource db debug default define defaults document e env err error event events exec execSync express exports expect fastify fetch fs fse globalThis global h history host http https i18n index instance io isFinite isNaN jest jQuery jwt knex koa library lib localStorage location lodash log logger main manager math model module mongoose ms mysql mysql2 navigator next nock node options opts os parent path pg pool postgres prisma process program prompt promise props proxyquire querystring qs queryRunner redis reply repository req request res response require rimraf root route router runtime screen self sequelize server service services session sessionStorage setTimeout setInterval should sinon socket spawn sql state store stream superagent supabase t task tape test this top ts type types undefined url utils util uuid v8 validator vi vm webpack window winston worker ws yargs zlib it describe before after beforeEach afterEach'.split(
    ' ',
  ),
);

const declared = new WeakMap<State, ReadonlySet<string>>();

/** True for a name in lower case that is declared nowhere in this file and is no common global. */
export function isFree(a: State, name: string): boolean {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name) || (known.has(name) && name !== 'url')) return false;
  let names = declared.get(a);
  if (!names) declared.set(a, (names = namesOf(a.program.root.source.text)));
  // `url` is Node's module where it is used as one.
  return !names.has(name) && (name !== 'url' || !/\burl\.\w+\(/.test(a.program.root.source.text));
}

const lookedInto = new WeakMap<State, ReadonlySet<string>>();
const isModule = /\brequire\(|^import\s/m;
const otherUse = /(?<![\w$])([A-Za-z_$][\w$]*)\s{0,9}(?:[.([<`]|\?\.|=(?!=))/g;

/** True for a free name of a module that is only ever used as a value: a fragment, whose caller has the value. */
export function isHandedIn(a: State, name: string): boolean {
  let names = lookedInto.get(a);
  if (!names) {
    const { text } = a.program.root.source;
    // Every word, where the file is no module.
    const uses = text.matchAll(isModule.test(text) ? otherUse : /([\w$]+)/g);
    lookedInto.set(a, (names = new Set(Array.from(uses, (one) => one[1] as string))));
  }
  return !names.has(name);
}

/** Every word that follows a declaring keyword, which is more than what is declared. */
function namesOf(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, ...parts] of text.matchAll(declaration))
    for (const [one] of parts.join(' ').matchAll(word)) names.add(one);
  return names;
}
