// The command line of a process in C#: whether what is written there goes to a shell, or to one program.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';

/** Settings of a process that stand so far above are another one's. */
const maxSiblings = 12;
const maxBlocks = 4;
const maxStatement = 400;

const startInfo = /(?:startinfo|psi|info|process\w*|proc|start)$/i;
const shell = /(?:^|[\\/])(?:cmd|powershell|pwsh|(?:ba|z|da)?sh)(?:\.exe)?"?$/i;
const commandOption = /^"(?:-\w{0,6}c|\/[ckr]|-command)"$/i;

/** A command line that is assigned, as a call that says who reads it. */
export function commandLine(left: SyntaxNode, value: Expression): Expression {
  const object = left.get('expression');
  if (left.kind !== 'member_access_expression' || !object) return value;
  if (left.get('name')?.text !== 'Arguments') return value;
  const program = programOf(object);
  if (!program && !startInfo.test(object.text.slice(-60))) return value;
  return read(left, shell.test(program ?? '') ? ':cs_shell_text' : ':cs_command_line', value);
}

/** `info.ArgumentList.Add(text)` behind `info.ArgumentList.Add("-c")` of a shell; undefined elsewhere. */
export function shellArgument(callee: SyntaxNode | undefined, value: Expression): Expression | undefined {
  const list = callee?.get('expression');
  const object = list?.get('expression');
  if (!callee || !list || !object || list.get('name')?.text !== 'ArgumentList') return undefined;
  if (callee.get('name')?.text !== 'Add' || !shell.test(programOf(object) ?? '')) return undefined;
  const call = `${callee.text}(`;
  const before = above(callee)
    .map((one) => one.source.text.slice(one.start, one.start + maxStatement))
    .find((text) => text.startsWith(call));
  const last = /^"[^"\n]*"/.exec(before?.slice(call.length) ?? '')?.[0] ?? '';
  return commandOption.test(last) ? read(callee, ':cs_shell_text', value) : undefined;
}

function read(node: SyntaxNode, name: string, value: Expression): Expression {
  return { kind: 'call', node, callee: { kind: 'name', node, name }, args: [{ value }] };
}

/** The constant program that the settings of a process name, with its quote at the end. */
function programOf(object: SyntaxNode): string | undefined {
  const written = object.text;
  const holder = written.replace(/\.StartInfo$/, '');
  for (const one of above(object)) {
    const text = one.source.text.slice(one.start, Math.min(one.end, one.start + maxStatement));
    if (text.startsWith(`${written}.FileName`)) return /^[\w.]+\s*=\s*@?"([^"\n]*")/.exec(text)?.[1];
    const made = /^(?:using\s+)?[\w.]+\s+(\w+)\s*=\s*new\b/.exec(text);
    if (made?.[1] === holder)
      return (/\bFileName\s*=\s*@?"([^"\n]*")/.exec(text) ?? /\(\s*@?"([^"\n]*")/.exec(text))?.[1];
  }
  return undefined;
}

/** The statements before a node, nearest first, in its block and in those around it. */
function above(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  let at: SyntaxNode | undefined = node;
  for (let blocks = 0; at && blocks < maxBlocks; at = at.parent) {
    const around: SyntaxNode | undefined = at.parent;
    if (around?.kind !== 'block' && around?.kind !== 'compilation_unit') continue;
    blocks++;
    found.push(...around.children.slice(Math.max(0, at.index - maxSiblings), at.index).toReversed());
  }
  return found;
}
