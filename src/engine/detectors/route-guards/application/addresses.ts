// Which addresses the code of a middleware speaks of: those that it lets through, and those that alone it guards.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { visitFile, type FileContext } from '../route.ts';
import { textOf } from '../shapes.ts';
import { fixedPart, startsAt } from './guard.ts';

/** Prefixes of addresses by what happens to them. */
export interface Addresses {
  open: string[];
  guarded: string[];
}

const openNames =
  /public|open|unprotected|allow|white|exclu|ignor|guest|skip|exempt|anonymous|without|auth_?(?:routes|pages|paths)/i;
const guardedNames = /protect|private|secur|guard|restrict|require|admin|member|dashboard|authenticated/i;

/** The addresses that a file names; `guard` is the place that turns callers away. */
export function addressesIn(file: FileContext, guard: SyntaxNode | undefined): Addresses {
  const found: Addresses = { open: [], guarded: [] };
  visitFile(file, (expression) => {
    const text = expression.kind === 'literal' ? textOf(expression) : undefined;
    if (text === undefined || !/^\/[\w(:*-]?/.test(text) || text.startsWith('//')) return;
    const side = sideOf(expression.node, guard);
    if (side) found[side].push(fixedPart(text));
  });
  return found;
}

/** Whether these addresses leave an address to the guard. */
export function isLeftToGuard({ open, guarded }: Addresses, address: string): boolean {
  if (open.some((one) => startsAt(address, one))) return false;
  return guarded.length === 0 || guarded.some((one) => startsAt(address, one));
}

function sideOf(node: SyntaxNode, guard: SyntaxNode | undefined): keyof Addresses | undefined {
  let holder: SyntaxNode | undefined;
  for (let at = node.parent, steps = 0; at && steps < 8; at = at.parent, steps++) {
    if (at.kind === 'variable_declarator' || at.kind === 'pair') {
      holder = at;
      break;
    }
    if (/function|statement$/.test(at.kind)) break;
  }
  const name = (holder?.get('name') ?? holder?.get('key'))?.text ?? '';
  if (/^matcher$|^pages$|^signIn$|^source$|url$|redirect/i.test(name)) return undefined;
  if (openNames.test(name)) return 'open';
  if (guardedNames.test(name)) return 'guarded';
  return guard && comparedSide(node, guard);
}

/** `pathname.startsWith('/x')` in front of the guard lets `/x` through, or leads to the guard when that stands inside. */
function comparedSide(node: SyntaxNode, guard: SyntaxNode): keyof Addresses | undefined {
  let compared: SyntaxNode | undefined;
  for (let at = node.parent, steps = 0; at && steps < 14; at = at.parent, steps++) {
    if (!compared && /^(?:call_expression|binary_expression)$/.test(at.kind)) {
      const written = at.text.slice(0, 200);
      if (!/path|url|route|startsWith|includes|match|test/i.test(written)) return undefined;
      if (/^(?:new URL|redirect|NextResponse\.)|(?:redirect|rewrite)\(/.test(written)) return undefined;
      compared = at;
    }
    if (at.kind !== 'if_statement') continue;
    const test = at.get('condition');
    if (!test || node.start < test.start || node.end > test.end) return undefined;
    const isNegated =
      compared !== undefined &&
      (compared.source.text[compared.start - 1] === '!' || /!==?/.test(compared.text));
    const isAround = (guard.start >= at.start && guard.end <= at.end) || asksWhether(at, test);
    if (!isAround) return node.end < turnsAwayAt(guard) ? (isNegated ? 'guarded' : 'open') : undefined;
    return isNegated ? 'open' : 'guarded';
  }
  return undefined;
}

const nobody =
  /!\s{0,3}\(?(?:await )?[\w.?]{0,40}(?:session|token|user|auth|jwt|logged|signed|verified)|(?:session|token|user)\w{0,20}\s{0,3}===?\s{0,3}(?:null|undefined|false)/i;
const refuses = /redirect|rewrite|\b40[13]\b|\berror\(|\bthrow\b/;

/** Whether a branch turns away those who are not signed in, in its test or further in. */
function asksWhether(branch: SyntaxNode, test: SyntaxNode): boolean {
  const inside = branch.get('consequence')?.text.slice(0, 2000) ?? '';
  return refuses.test(inside) && (nobody.test(test.text) || nobody.test(inside));
}

/** Where, behind the look at the session, callers are turned away. */
function turnsAwayAt({ start, source }: SyntaxNode): number {
  const from = source.text.slice(start, start + 4000);
  const at = from.search(refuses);
  return start + Math.max(at, 0);
}
