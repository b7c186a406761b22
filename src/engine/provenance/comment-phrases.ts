// The ways in which people and tools write into code that a tool made it, given the names of the tool.
import type { AiTool, CommentMark } from './tool.ts';

const verb =
  '(?:auto[- ]?)?(?:generated|written|created|authored|produced|implemented|drafted|scaffolded|refactored|converted|translated|ported|coded|made|built|developed)';
const by = '(?:by|with|using|via|from|through|with (?:the )?(?:help|assistance|aid) (?:of|from)|in)';
const degree =
  '(?:(?:was|is|were|are|has been|have been|been|initially|originally|mostly|partially|partly|largely|entirely|fully|mainly|automatically|co-) ?)*';
const thing =
  '(?:(?:the )?(?:following|above|below|some|parts?|most|all|portions?|sections?) (?:of )?)?(?:the |this |these )?(?:code|functions?|methods?|class|tests?|snippet|implementation|regex|query|block|section|docs?|docstring|comment|helper|logic)?';
const wholeFile =
  '(?:this|the|these|(?:parts|most|all|portions|code|some) (?:of|in) this) (?:entire |whole |source )?(?:file|module|script|program|document|page|project|repository|codebase|app|application|package|stylesheet|migration)';
// A name ends here: what follows is a version, a date, a remark or nothing, but not a surname.
const end =
  '(?:,? (?:model|using|with|via|from|on|at|v)?[ :]?[\\w.-]*\\d[\\w.:/-]*)?(?:,? [\\[(].{1,80}[\\])])?(?:[.,;:!—–-]+(?: .{0,100})?)?';
const year = '(?:©|\\(c\\))? ?(?:\\d{4}(?:[-, ]+\\d{4})*)?,? ?';

/** The marks of one tool, each with what it speaks of. */
export function phrasesOf(tool: AiTool): CommentMark[] {
  const given = tool.in_code;
  if (!given) return [];
  const names = `(?:${given.names})`;
  const { source, examples } = given;
  const mark = (
    kind: string,
    pattern: string,
    more: Partial<Pick<CommentMark, 'extent' | 'until' | 'behind_sign'>> = {},
  ): CommentMark => ({
    id: `${tool.id}-${kind}`,
    word: given.words,
    extent: 'line',
    behind_sign: false,
    pattern,
    source,
    examples,
    ...more,
  });
  return [
    mark(
      'header',
      `(?:@generated(?: |: ?)(?:code )?(?:${by} )?${names}|${wholeFile} ${degree}${verb} ${by} ${names}|code ${degree}generated ${by} ${names}|@author:? (?:co-authored-by: )?${names}|spdx-file(?:contributor|copyrighttext): ${year}${names}(?: <.{1,60}>)?)${end}`,
      { extent: 'file' },
    ),
    // In a settings file the same line is a setting.
    mark(
      'key',
      `(?:ai[_ -](?:tool|model|assistant|generator|generated-by|assisted-by)|generator|authors?|co-?author|generated-by|assisted-by|created-by|written-by) ?: ?${names}${end}`,
      { extent: 'file', behind_sign: true },
    ),
    mark(
      'range',
      `[-=<\\[ ]*(?:(?:#?region|begin|start|start of|beginning of):? ${names}(?:[-_ ](?:generated|written|assisted|authored))?|${names}(?:[-_ ](?:generated|written|assisted))?(?:[_ ]code)?[ :_-]+(?:starts?|begins?)(?: here)?)(?: (?:code|block|section))?[-=>\\] ]*`,
      {
        until: `[-=<\\[ ]*(?:#?end ?region\\b.{0,60}|(?:end|stop)(?: of)?:? ${names}.{0,60}|${names}.{0,30}[ _]ends?(?: here)?[-=>\\] ]*)`,
        behind_sign: true,
      },
    ),
    mark(
      'comment',
      `(?:${thing} ?${degree}${verb} ${by} ${names}|[\\[<(]?${names}[- ](?:generated|assisted|written|authored)(?: (?:code|function|method|tests?|block|section|snippet|implementation))?[\\]>)]?|(?:suggested|suggestion|adapted|copied|taken|pasted|snippet|courtesy) (?:by|from|of) ${names})${end}`,
    ),
  ];
}
