// Finds what a chat with a model leaves behind in code: placeholders for code left out, answers to the asker, citation marks.
import type { Verdict } from '../verdict.ts';

const mayHold =
  /existing|rest of|remains? the same|language model|oaicite|citeturn|utm_source=chatgpt|certainly|here's the|here is the|knowledge cutoff|your_|implementation here|\ue200|let me know if you|i hope this helps/i;

const expressions: readonly (readonly [RegExp, string, 'medium' | 'low'])[] = [
  [
    /^[ \t]*(?:\/\/|#|\/\*|<!--|\{\/\*|--|;)[ \t]*(?:\.{3}|…)[ \t]*(?:\(?(?:existing|other|previous|remaining|rest of|the rest|same|unchanged|your)\b[^\n]{0,60}?)(?:\.{3}|…)?[ \t]*(?:\*\/\}?|-->)?[ \t]*$|^[ \t]*(?:\/\/|#|\/\*|<!--|--)[ \t]*(?:\(?(?:the )?rest of (?:the |your )?(?:code|file|function|implementation|component|class|method)s? (?:remains?|stays?|is|goes|here)\b[^\n]{0,60})$/gim,
    'stands where code was left out of an answer; the code itself may be missing here',
    'medium',
  ],
  [
    /\bAs an? (?:AI|artificial intelligence)(?: language)? model\b[^\n]{0,80}|\bmy knowledge cutoff\b|\bI (?:cannot|can't) (?:browse|access) (?:the internet|external)\b/gi,
    "is a model's answer to whoever asked it",
    'low',
  ],
  [
    /:contentReference\[oaicite:\d+\]|\u3010\d+[†:][^\u3011\n]{0,40}\u3011|\bciteturn\d\w{0,40}|\boaicite:\d+|[?&]utm_source=(?:chatgpt\.com|openai|perplexity|copilot\.com)\b|\ue200(?:cite|filecite|navlist|turn)[^\ue201\n]{0,80}/g,
    'is a citation mark of a chat',
    'low',
  ],
  [
    /^[ \t]*(?:Certainly|Sure|Of course)[!,.] (?:Here(?:'s| is| are)|I(?:'ll| will| have|'ve))\b[^\n]{0,100}$/gim,
    'is how a chat begins its answer',
    'low',
  ],
];

/** What a chat left in a text; prose may show how code was left out, so only code is asked for that. */
export function* checkResidue(text: string, isCode: boolean): Generator<Verdict> {
  if (!mayHold.test(text)) return;
  for (const [expression, what, severity] of isCode ? expressions : expressions.slice(1))
    for (const match of text.matchAll(expression)) {
      const lead = match[0].length - match[0].trimStart().length;
      const said = match[0].trim();
      const line = text.slice(text.lastIndexOf('\n', match.index - 1) + 1, match.index + lead);
      // Quoted, it is what a program looks for.
      if (/["'`“/]\s*$/.test(line)) continue;
      yield {
        rule: 'model-residue',
        start: match.index + lead,
        end: match.index + lead + said.length,
        severity,
        message: `\`${said.slice(0, 80).replaceAll('`', "'")}\` ${what}.`,
      };
    }
}
