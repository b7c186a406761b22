// Says which texts of a file a grammar reads: the file itself, or the code that stands in a page or a component.
import type { ChangedFile } from '../../change.ts';
import type { DetectorInput } from '../../detector.ts';
import type { Language } from '../../languages.ts';
import { readingOf } from '../../syntax/broken.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import { piecesIn } from '../pieces.ts';
import { withMarkup } from './component-markup.ts';
import { blank, frontmatterOf, scriptOf, scriptOfPieces } from './embedded.ts';
import { rubyOf } from './embedded-ruby.ts';
import { notebookOf } from './notebook.ts';
import { codeBlocksOf } from './razor.ts';
import { scriptletsOf } from './scriptlets.ts';
import { aspOf, bladeOf, ejsOf, razorStatementsOf } from './template-code.ts';

interface Part {
  text: string;
  grammar: string;
  /** The same with more, which is read where it can be parsed. */
  fuller?: string | undefined;
}

/** A text and the grammar that reads it, or why it cannot be told. */
export type Text = Part | { reason: string };

type Reader = readonly [textOf: (body: string) => string | undefined, grammar: string];

/** What finds the code of a page, beside its scripts. */
const pages: Readonly<Record<string, readonly Reader[]>> = {
  template: [],
  jsp: [[scriptletsOf, 'java']],
  erb: [[rubyOf, 'ruby']],
  razor: [
    [codeBlocksOf, 'c-sharp'],
    [razorStatementsOf, 'c-sharp'],
  ],
  aspx: [[aspOf, 'c-sharp']],
  blade: [[bladeOf, 'php']],
};
const ejs: readonly Reader[] = [[ejsOf, 'javascript']];
const components = new Set(['vue', 'svelte', 'astro']);

/** The texts of a file that a grammar reads: the file, or the code that stands in it at its own place. */
export function textsIn(file: ChangedFile, body: string, language: Language): Text[] {
  if (components.has(language.id)) return textsOfComponent(file, body, language);
  if (language.id === 'notebook') {
    const notebook = notebookOf(body);
    return ['reason' in notebook ? notebook : { ...notebook, grammar: 'python' }];
  }
  const readers = file.path.endsWith('.ejs') ? ejs : pages[language.id];
  if (!readers && language.id !== 'html')
    return language.grammar === undefined ? [] : [{ text: body, grammar: language.grammar }];
  const script = scriptOf(body);
  const code = (readers ?? []).flatMap(([textOf, grammar]): Part[] => {
    const text = textOf(body);
    return text === undefined ? [] : [{ text, grammar }];
  });
  return script ? [...code, script] : code;
}

function textsOfComponent(file: ChangedFile, body: string, { id }: Language): Part[] {
  if (file.body === undefined) {
    const script = scriptOfPieces(piecesIn(file));
    return script ? [script] : [];
  }
  const script = id === 'astro' ? frontmatterOf(body) : scriptOf(body);
  const fuller = withMarkup(body, script?.text, id === 'vue');
  if (script) return [{ ...script, fuller }];
  return fuller === undefined ? [] : [{ text: blank(body), grammar: 'typescript', fuller }];
}

/** The tree of a text; undefined when a template's part of it is no code by itself. */
export function parseText(
  part: Text,
  language: string,
  { syntax }: DetectorInput,
): { tree?: SyntaxTree; reason?: string } | undefined {
  if ('reason' in part) return part;
  const { text, grammar, fuller } = part;
  const full = fuller === undefined ? undefined : syntax.parse(fuller, grammar);
  if (full && !('reason' in full) && readingOf(full) === 'whole' && !full.isTorn) return { tree: full };
  const tree = syntax.parse(text, grammar);
  if ('reason' in tree) return tree;
  const reading = readingOf(tree);
  // A script that a template puts together is not always one that can be read by itself.
  if (pages[language]) return reading === 'whole' ? { tree } : undefined;
  if (reading === 'whole' && !tree.isTorn) return { tree };
  return reading === 'nothing'
    ? { reason: `most of it is no ${language} that can be parsed` }
    : { tree, reason: `it is no ${language} that can be parsed as a whole; only its parts were looked at` };
}
