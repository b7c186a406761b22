// Transformations that mend a program, so that nothing must be found in it any more.
import { mapValue, type Transformation } from './values.ts';
import { masked, type Language } from './text.ts';

const requestValue: Record<Language, RegExp> = {
  javascript:
    /(?<![\w.])(?:req|request)\.(?:query|params|body|headers|cookies)(?:\.\w+|\[['"][\w-]+['"]\])(?![\w.[(])/g,
  python:
    /(?<![\w.])request\.(?:args|form|values|cookies|headers|json|GET|POST)(?:\.get\([^()\n]*\)|\[[^\]\n]*\])(?![\w.[(])/g,
};

/** Anything else that comes from outside, so that one cast would not mend the program. */
const otherSource: Record<Language, RegExp> = {
  javascript:
    /(?<![\w.])(?:req|request|ctx|event|location|window|document|process\.argv)\.|searchParams|useSearchParams|formData|\b(?:req|request)\s*\)/,
  python: /(?<![\w.])(?:request|sys\.argv|self\.path)\b(?!\s*(?:import|,|\n))|\binput\(/,
};

/** Each value of the request, or else each parameter, put through a function. */
function through(code: string, language: Language, call: string): string | undefined {
  const direct = code.replace(
    /^(\s*)const \{ (\w+) \} = (req\.(?:query|params|body));/gm,
    '$1const $2 = $3.$2;',
  );
  const cast = direct.replace(requestValue[language], (value) => `${call}(${value})`);
  const mark = cast.replaceAll(
    new RegExp(`${call.replace('.', '\\.')}\\([^()]*(?:\\([^()]*\\))?\\)`, 'g'),
    '',
  );
  const rest = mark.replace(/^.*\b(?:import|require)\b.*$/gm, '');
  if (otherSource[language].test(rest)) return undefined;
  if (cast !== direct) return cast;
  return withParameters(code, language, call);
}

function withParameters(code: string, language: Language, call: string): string | undefined {
  const mask = masked(code, language);
  const heads =
    language === 'python'
      ? [...mask.matchAll(/^([ \t]*)(?:async )?def \w+\(([^()\n]*)\)[^\n]*:\n/gm)]
      : [
          ...mask.matchAll(
            /^([ \t]*)(?:export )?(?:default )?(?:async )?function \w+\(([^()\n{}]*)\)[^\n{]*\{\n/gm,
          ),
        ];
  let out = code;
  let hasChanged = false;
  for (const head of heads.toReversed()) {
    const names = (head[2] as string)
      .split(',')
      .map((each) => /^\s*([a-z_]\w*)/.exec(each)?.[1])
      .filter(
        (name) =>
          name !== undefined && !/^(?:self|cls|db|conn|connection|cursor|client|tx|driver)$/.test(name),
      )
      .filter((name) => !new RegExp(`\\b${name}\\??[.(\\[]`).test(mask));
    if (names.length === 0) continue;
    const indent = `${head[1]}${language === 'python' ? '    ' : '  '}`;
    const end = language === 'python' ? '' : ';';
    const lines = names.map((name) => `${indent}${name} = ${call}(${name})${end}\n`).join('');
    const at = head.index + head[0].length;
    out = out.slice(0, at) + lines + out.slice(at);
    hasChanged = true;
  }
  return hasChanged ? out : undefined;
}

const escapers: Record<string, Partial<Record<Language, { call: string; head: string }>>> = {
  'html-from-text': {
    python: { call: 'html.escape', head: 'import html\n' },
    javascript: { call: 'escapeHtml', head: "import escapeHtml from 'escape-html';\n" },
  },
  'shell-from-interpolation': { python: { call: 'shlex.quote', head: 'import shlex\n' } },
  'path-from-request': { python: { call: 'os.path.basename', head: 'import os\n' } },
};

/** The mended forms that exist for a rule. */
export function sanitisedFor(rule: string): Record<string, Transformation> {
  return {
    'cast to a number': (code, language) => through(code, language, language === 'python' ? 'int' : 'Number'),
    'put through an escaper'(code, language) {
      const escaper = escapers[rule]?.[language];
      const done = escaper && through(code, language, escaper.call);
      return escaper && done !== undefined ? escaper.head + done : undefined;
    },
    'bound as a parameter': (code, language) =>
      rule === 'sql-from-interpolation' ? mapValue(code, language, bind) : undefined,
  };

  function bind(pieces: readonly ({ text: string } | { value: string })[], language: Language): string {
    const values = pieces.flatMap((piece) => ('value' in piece ? [piece.value] : []));
    const sql = pieces.map((piece) => ('text' in piece ? piece.text : '?')).join('');
    const list = language === 'python' ? `(${values.join(', ')},)` : `[${values.join(', ')}]`;
    return `"${sql.replace(/'\?'/g, '?').replaceAll('"', "'")}", ${list}`;
  }
}
