// Tells when a tool of a language model does by its purpose what a sink does: `run_command` runs the command that it is given.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Hit } from '../state.ts';
import { type Step, type Taint, type Value, mapTaints } from '../value.ts';

const prefix = '^(?:[a-z0-9]{1,30}_){0,2}?';
const suffix = '(?:_(?:tool|handler))?$';

// Only neutral words may stand between: `run_build_command` promises less than `run_command`.
const commands = new RegExp(
  `${prefix}(?:run|exec|execute|invoke|start|spawn)_(?:(?:in|safe|local|system|os|interactive|background|shell|bash|terminal)_){0,2}(?:commands?|shell|bash|terminal|cmd|process|script|powershell|cli)(?:_(?:command|cmd|line|in_terminal|in_background|with_timeout|async|sync))?${suffix}|^(?:[a-z0-9]{1,30}_)?(?:bash|shell|terminal|sh|powershell)(?:_(?:exec|execute|run|command|cmd))?${suffix}|^(?:exec|execute|command)${suffix}`,
);
const navigation = new RegExp(
  `${prefix}(?:navigate|goto|go_to|browse|visit|open)(?:_(?:to|url|page|tab|browser|web|website|site|new)){0,3}${suffix}`,
);
// What promises to read only has to see to it.
const queries = new RegExp(
  `${prefix}(?:sql|(?:run|exec|execute)_(?:(?:raw|sql|db|database)_){0,2}(?:query|queries|sql|statement))(?:_(?:query|statements?|transaction|batch))?${suffix}`,
);
const scripts = new RegExp(
  `${prefix}(?:eval|evaluate|(?:run|exec|execute|evaluate|eval)_(?:(?:in|page|browser|js|python)_){0,2}(?:code|script|javascript|js|python|expression|snippet))(?:_in_(?:page|browser))?${suffix}`,
);

/** Paths are not among them: that a tool reads any file of the machine is worth a look, whatever it is called. */
const purposes: ReadonlyMap<string, RegExp> = new Map([
  ...['shell', 'shell-arg', 'shell-wrapped', 'argv', 'program', 'command-line'].map(
    (kind) => [kind, commands] as const,
  ),
  ['url', navigation],
  ['sql', queries],
  ['page-code', scripts],
]);

/** A browser that is sent somewhere, other than a request of the server's own. */
const sendsBrowser =
  /(?:^|\.)(?:goto|navigate|navigateTo|loadURL)$|(?:driver|browser|page|tab)(?:\(\))?\.(?:get|url|open|newPage)$/i;

/** Whether a value of a model's reaches what the tool, for which the model gave it, is there for. */
export function isByPurpose(hit: Hit, from: Taint): boolean {
  const purpose = from.source === 'model' ? purposes.get(hit.kind) : undefined;
  if (!purpose || (hit.kind === 'url' && !sendsBrowser.test(hit.name))) return false;
  return [...toolsOf(from), ...casesAround(hit.node)].some((name) => purpose.test(inWords(name)));
}

/** The names of the tools for which a value of a model's may have been given, as far as its way tells. */
export function toolsOf({ node, steps, tools = [] }: Taint): readonly string[] {
  return [...tools, ...toolAround(node), ...nodesOf(steps).flatMap((one) => casesAround(one))];
}

/** `handleReadFile` as `read_file`. */
function inWords(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
    .replace(/^handle_/, '');
}

const maxSteps = 20;

function nodesOf(steps: Step | undefined): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let one = steps; one && found.length < maxSteps; one = one.before) found.push(one.node);
  return found;
}

/** The arguments of a call with the cases in which it stands, where a model gave them. */
export function askedBy(args: readonly Value[], call: SyntaxNode): Value[] {
  if (!args.some((one) => one.taints.some(isOfModel))) return [...args];
  const cases = casesAround(call);
  if (cases.length === 0) return [...args];
  return args.map((one) =>
    mapTaints(one, (each) =>
      isOfModel(each) ? { ...each, tools: [...(each.tools ?? []), ...cases] } : each,
    ),
  );
}

function isOfModel({ source }: Taint): boolean {
  return source === 'model';
}

const maxClimb = 80;

/** The cases in which a node stands that ask for a name: `case 'run_command':`, `if (name === 'run_command')`. */
export function casesAround(node: SyntaxNode): string[] {
  const found: string[] = [];
  let child = node;
  for (let at = node.parent, n = 0; at && n < maxClimb; child = at, at = at.parent, n++) {
    const name = caseOf(at, child);
    if (name !== undefined) found.push(name);
  }
  return found;
}

const asksName =
  /^(?:if )?\(?\s{0,9}(?:[\w.?]{1,60}\.)?(?:name|tool|toolName|tool_name)\s{0,3}={2,3}\s{0,3}(['"])([\w-]{2,80})\1/;
const leavesOthers =
  /^if \(?\s{0,9}(?:[\w.?]{1,60}\.)?(?:name|tool|toolName|tool_name)\s{0,3}!={1,2}\s{0,3}(['"])([\w-]{2,80})\1\s{0,3}[):]\s{0,40}\{?\s{0,80}(?:throw|return|raise)\b/;

function caseOf(at: SyntaxNode, child: SyntaxNode): string | undefined {
  if (at.kind === 'switch_case') {
    const value = at.get('value');
    return value === child ? undefined : stringOf(value);
  }
  if (at.kind === 'if_statement')
    return child.field === 'consequence' ? asksName.exec(startOf(at.get('condition')))?.[2] : undefined;
  if (at.kind !== 'statement_block' && at.kind !== 'block') return undefined;
  for (const one of at.children.slice(0, Math.min(child.index, 6))) {
    const name = one.kind === 'if_statement' ? leavesOthers.exec(startOf(one))?.[2] : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What the nearest function around a node is registered as, or else called, and its class. */
function toolAround(node: SyntaxNode): string[] {
  const found: string[] = [];
  let child = node;
  for (let at = node.parent, n = 0; at && n < maxClimb; child = at, at = at.parent, n++) {
    const registered = registeredAs(at, child);
    if (registered !== undefined) return [...found, registered];
    if (
      /^(?:function_declaration|method_definition|function_definition|class_declaration|class_definition)$/.test(
        at.kind,
      )
    ) {
      const name = startOf(at.get('name'));
      // A function of a program is called `Read` for many reasons; one that is declared as a tool has the tool's name.
      if (/[a-z0-9][A-Z_]/.test(name) || at.parent?.kind === 'decorated_definition') found.push(name);
    } else if (at.kind === 'variable_declarator' && child.field === 'value')
      found.push(startOf(at.get('name')));
    else if (at.kind === 'pair' && child.field === 'value') found.push(startOf(at.get('key')));
  }
  return found;
}

/** `registerTool('read_file', …)`, `{ name: 'read_file', execute }`, `class … { name = 'read_file' }` */
function registeredAs(at: SyntaxNode, child: SyntaxNode): string | undefined {
  if (at.kind === 'arguments' || at.kind === 'argument_list')
    return at.items[0] === child ? undefined : stringOf(at.items[0]);
  if (at.kind === 'object') {
    const named = at.items
      .slice(0, 12)
      .find((one) => one.kind === 'pair' && /^['"]?name['"]?$/.test(startOf(one.get('key'))));
    return stringOf(named?.get('value'));
  }
  if (at.kind !== 'class_body') return undefined;
  for (const one of at.items.slice(0, 20)) {
    const name =
      /^(?:(?:public|readonly|static|override)\s){0,3}name(?:: string)? = (['"])([\w-]{2,80})\1/.exec(
        startOf(one),
      )?.[2];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The text of a short string of which a name is made. */
function stringOf(node: SyntaxNode | undefined): string | undefined {
  return /^(['"])([\w-]{2,80})\1$/.exec(startOf(node))?.[2];
}

function startOf(node: SyntaxNode | undefined): string {
  return node ? node.source.text.slice(node.start, Math.min(node.end, node.start + 200)) : '';
}
