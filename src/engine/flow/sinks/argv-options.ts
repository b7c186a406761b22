// Finds the arguments that a program may take for options of its own.
import { functionAround } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { type Piece, type Taint, type Value, isTainted } from '../value.ts';

/** What models call a wrapper around Git. */
const gitWrapper =
  /^(?:async )?(?:(?:function|def) ?)?_?(?:git|run_?git(?:_cmd)?|git_?cmd|exec_?git|git_?exec|call_git|spawn_?git)\b/i;

/** Options that take no value, so that what follows stands by itself. */
const bareOption =
  /^(?:-[qvfnaz]|--[\w-]+=.*|--(?:json|line-number|with-filename|column|no-heading|ignore-case|fixed-strings|hidden|files-with-matches|quiet|verbose|force|bare|mirror|recursive|all|tags|prune|hard|soft|no-[\w-]{1,30}|single-branch|cached|porcelain|oneline|stat|name-only))$/;

/** Items of an argument list that begin with a value and stand before `--`; `call` is the call that gets the list. */
export function optionPlaces(list: Value, call: SyntaxNode): Value[] {
  const found: Value[] = [];
  const around = functionAround(call);
  const wrapper = around && gitWrapper.test(around.text.slice(0, 60)) ? around : undefined;
  // A wrapper's callers are told, where their lists stand.
  const isOwn = ({ node }: Taint): boolean =>
    !wrapper || (node.start >= wrapper.start && node.end <= wrapper.end);
  let before = '';
  for (const one of list.isList ? (list.fields?.values() ?? []) : []) {
    if (one.literal === '--' || one.literal === '--end-of-options') break;
    const isItsValue = before.startsWith('-') && !bareOption.test(before);
    before = typeof one.literal === 'string' ? one.literal : '';
    const [first] = one.pieces ?? [];
    const isOpen = typeof first !== 'string' || first === '';
    if (!isItsValue && isOpen && !one.isList && one.literal === undefined)
      found.push({ ...one, taints: one.taints.filter(isOwn) });
  }
  return found;
}

/** Programs of which an option runs another one, or writes a file. */
const program =
  /^(?:sudo\s+)?(?:\/\w+){0,4}\/?(?:git|hg|svn|bzr|ssh|scp|sftp|rsync|tar|zip|curl|wget|find|fd|rg|gpg|docker|podman|kubectl|helm)\s/;

/**
 * Of a text for the shell, the quoted values that begin an argument and stand before `--`. Quotes keep a value in one
 * argument; they do not keep it from being an option.
 */
export function quotedOptions(pieces: readonly Piece[]): Value[] {
  const found: Value[] = [];
  let command = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      // What follows `;`, `&&` or `|` is a command of its own.
      command = (command + piece).split(/[;&|\n(]/).at(-1) ?? '';
      continue;
    }
    const words = command.trimStart();
    const before = words.trimEnd().split(/\s+/).at(-1) ?? '';
    const isItsValue = before.startsWith('-') && !bareOption.test(before);
    if (
      program.test(words) &&
      /\s$/.test(words) &&
      !/\s--(?:end-of-options)?\s/.test(words) &&
      !isItsValue &&
      piece.value.taints.length > 0 &&
      !isTainted(piece.value, 'shell')
    )
      found.push(piece.value);
    command += 'x';
  }
  return found;
}
