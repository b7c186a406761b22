// PHP’s functions that are operations in other languages: formats, joins, replacements, matches, callbacks by name.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { formatted } from './strings.ts';

/** Functions that hand their text on, by the name under which the analysis knows them. */
const alias = new Map<string, string>([
  ...[
    'trim', 'ltrim', 'rtrim', 'chop', 'strtolower', 'strtoupper', 'mb_strtolower', 'mb_strtoupper', 'ucfirst', 'lcfirst',
    'ucwords', 'strval', 'nl2br', 'wordwrap', 'utf8_encode', 'utf8_decode', 'wp_unslash', 'stripslashes_deep',
  ].map((name) => [name, 'str'] as const),
  ...[
    'substr', 'mb_substr', 'strrev', 'str_pad', 'str_repeat',
    'base64_decode', 'hex2bin', 'strstr', 'stristr', 'strrchr', 'iconv', 'mb_convert_encoding',
    'chunk_split', 'str_rot13', 'convert_uudecode', 'quoted_printable_decode', 'mb_convert_case',
    'stripcslashes', 'array_slice', 'array_splice', 'array_reverse', 'array_unique',
    'array_values', 'array_keys', 'array_column', 'array_flip', 'array_combine', 'array_diff', 'array_intersect',
    'key', 'iterator_to_array', 'str_split', 'explode', 'mb_split', 'array_filter',
    'max', 'min', 'array_key_first', 'array_key_last', 'array_rand', 'strtok', 'str_word_count', 'each',
  ].map((name) => [name, 'slice'] as const),
  ...['json_decode'].map((name) => [name, 'loads'] as const),
]); // prettier-ignore

// prettier-ignore

/** The name under which `extract` leaves what it took apart. */
const extracted = 'extract()';

/** A call of one of PHP's own functions in the shape of an operation; undefined for any other. */
export function builtin(
  node: SyntaxNode,
  callee: SyntaxNode,
  written: string,
  args: Argument[],
): Expression | undefined {
  const name = written.toLowerCase();
  const values = args.map((one) => one.value);
  const [first, second, third] = values;
  const method = (object: Expression, property: string, rest: Expression[]): Expression => ({
    kind: 'call',
    node,
    callee: { kind: 'member', node: callee, object, property },
    args: rest.map((value) => ({ value })),
  });
  const named = (property: string): Expression => ({
    kind: 'call',
    node,
    callee: { kind: 'name', node: callee, name: property },
    args,
  });
  // Which function sorts out the items may be for a value to say.
  const isChosen = name === 'array_filter' && second !== undefined && isOpen(second);
  if (name === 'array_filter' && first && second?.kind === 'function')
    return method(first, 'filter', [second]);
  const as = isChosen ? undefined : alias.get(name);
  if (as !== undefined) return named(as);
  switch (name) {
    case 'sprintf':
      return first ? formatted(node, first, values.slice(1)) : undefined;
    case 'vsprintf':
      return first
        ? formatted(node, first, second?.kind === 'list' ? second.items : second ? [second] : [])
        : undefined;
    case 'printf':
    case 'vprintf':
      return first
        ? {
            kind: 'call',
            node,
            callee: { kind: 'name', node: callee, name: ':echo' },
            args: [
              { value: formatted(node, first, second?.kind === 'list' ? second.items : values.slice(1)) },
            ],
          }
        : undefined;
    case 'die':
    case 'exit':
      return named(':echo');
    // Where a browser goes, or any other line.
    case 'header': {
      const start = first?.kind === 'build' ? first.parts[0] : undefined;
      const text = start?.kind === 'literal' ? String(start.value) : '';
      return /^\s*(?!location|refresh|uri)[\w-]+\s*:/i.test(text) ? named('header.other') : undefined;
    }
    case 'implode':
    case 'join': {
      const [separator, list] = second ? [first, second] : [undefined, first];
      const text: Expression =
        separator?.kind === 'literal' ? separator : { kind: 'literal', node: callee, value: ' ' };
      return list ? method(text, 'join', [list]) : undefined;
    }
    case 'array_push':
    case 'array_unshift':
      return first ? method(first, 'push', values.slice(1)) : undefined;
    case 'array_map': {
      if (!first || !second) return undefined;
      const all = applied(node, first, second);
      return isOpen(first) ? { kind: 'other', node, parts: [named('array_map'), all] } : all;
    }
    // What comes out is what went in, whatever else happens on the way.
    case 'unserialize':
      return first
        ? {
            kind: 'other',
            node,
            parts: [
              named('unserialize'),
              {
                kind: 'call',
                node,
                callee: { kind: 'name', node: callee, name: 'loads' },
                args: [{ value: first }],
              },
            ],
          }
        : undefined;
    case 'array_filter':
      return first ? { kind: 'other', node, parts: [named('array_filter'), first] } : undefined;
    case 'call_user_func':
      if (first && functionOf(first) !== first)
        return { kind: 'call', node, callee: functionOf(first), args: args.slice(1) };
      return undefined;
    case 'call_user_func_array': {
      if (!first || second?.kind !== 'list' || functionOf(first) === first) return undefined;
      const callee = functionOf(first);
      return { kind: 'call', node, callee, args: second.items.map((value) => ({ value })) };
    }
    case 'current':
    case 'reset':
    case 'end':
    case 'next':
    case 'prev':
    case 'pos':
    case 'array_pop':
    case 'array_shift':
      return first
        ? { kind: 'index', node, object: first, key: { kind: 'other', node, parts: [] } }
        : undefined;
    // Of keys the later win, lists are put one behind the other.
    case 'array_merge':
    case 'array_replace':
      if (!values.some(({ kind }) => kind === 'object')) return named('slice');
      return { kind: 'object', node, entries: values.map((value) => ({ value, spread: true })) };
    case 'compact': {
      const names = values.flatMap((one) => (one.kind === 'list' ? one.items : [one]));
      const entries = names.flatMap(({ node: at, ...one }) =>
        'value' in one && typeof one.value === 'string'
          ? [
              {
                key: one.value,
                value: { kind: 'name', node: at, name: `$${one.value}` } satisfies Expression,
              },
            ]
          : [],
      );
      return { kind: 'object', node, entries };
    }
    // The body of the request, under the name of a file.
    case 'file_get_contents':
    case 'fopen':
    case 'file':
      return first?.kind === 'literal' && /^php:\/\/input$/i.test(String(first.value))
        ? named('php.input')
        : undefined;
    case 'str_replace':
    case 'str_ireplace':
      if (!first || !second || !third) return undefined;
      // A list of texts is replaced one after the other.
      return first.kind === 'list' && first.items.length <= 20
        ? first.items.reduce<Expression>(
            (text, one, at) =>
              method(text, 'replace', [one, second.kind === 'list' ? (second.items[at] ?? second) : second]),
            third,
          )
        : method(third, 'replace', [first, second]);
    case 'strtr':
      // `strtr($template, ['{name}' => $name])`
      // Letters for letters.
      if (third) return named('slice');
      return first && second?.kind === 'object' && second.entries.length <= 20
        ? second.entries.reduce<Expression>(
            (text, { key, value }) =>
              key === undefined
                ? { kind: 'build', node, parts: [text, value] }
                : method(text, 'replace', [{ kind: 'literal', node, value: key }, value]),
            first,
          )
        : undefined;
    case 'preg_replace':
    case 'mb_ereg_replace': {
      if (!first || !second || !third) return undefined;
      const pattern = regexOf(first, true);
      // The modifier `e` ran the replacement as code.
      const last = first.kind === 'build' ? first.parts.at(-1) : undefined;
      const end =
        pattern.kind === 'regex' ? pattern.source : last?.kind === 'literal' ? String(last.value) : '';
      if (/\/[a-z]{0,8}e[a-z]{0,8}$/.test(end)) return named('preg_replace.e');
      const replaced = method(third, 'replace', [pattern, second]);
      return isOpen(first)
        ? { kind: 'other', node, parts: [named('preg_replace.open'), replaced] }
        : replaced;
    }
    case 'preg_match':
    case 'preg_match_all': {
      if (!first || !second) return undefined;
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node: callee, name },
        args: [{ value: regexOf(first, false) }, ...args.slice(1)],
      };
    }
    case 'filter_var': {
      const filter = second?.kind === 'name' ? second.name : undefined;
      return filter === undefined ? named('slice') : named(`filter_var.${filter}`);
    }
    case 'filter_input': {
      const filter = third?.kind === 'name' ? third.name : undefined;
      const read: Expression = {
        kind: 'call',
        node,
        callee: { kind: 'name', node: callee, name: 'filter_input' },
        args,
      };
      if (filter === undefined) return read;
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node: callee, name: `filter_var.${filter}` },
        args: [{ value: read }],
      };
    }
    case 'curl_setopt':
      return second?.kind === 'name' ? named(`curl_setopt.${second.name}`) : undefined;
    case 'settype': {
      const type = second?.kind === 'literal' ? String(second.value).toLowerCase() : '';
      if (first?.kind !== 'name' || !/^(?:int|integer|float|double|bool|boolean)$/.test(type))
        return undefined;
      return {
        kind: 'assign',
        node,
        target: { kind: 'bind', name: first.name, node: first.node },
        value: { kind: 'literal', node, value: 0 },
      };
    }
    // What is in any of the arrays is in the result.
    case 'shortcode_atts':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node: callee, name },
        args: [{ value: { kind: 'other', node, parts: values } }],
      };
    case 'wp_parse_args':
    case 'array_merge_recursive':
      return { kind: 'other', node, parts: values };
    // Every variable that nothing else sets may come from the array.
    case 'extract':
      return first
        ? {
            kind: 'assign',
            node,
            target: { kind: 'bind', name: extracted, node },
            value: { kind: 'other', node, parts: [named('extract'), first] },
          }
        : undefined;
    case 'define':
      if (first?.kind === 'literal' && typeof first.value === 'string' && second)
        return {
          kind: 'assign',
          node,
          target: { kind: 'bind', name: first.value, node },
          value: second,
        };
      return undefined;
    // Functions to which WordPress hands what visitors send are named by a string.
    case 'add_action':
    case 'add_filter':
    case 'add_shortcode':
    case 'register_setting':
      if (first && second) {
        const hook = first.kind === 'literal' ? String(first.value) : '';
        const kind = name === 'add_action' && /^(?:wp_ajax_|admin_post_)/.test(hook) ? `${name}.ajax` : name;
        return {
          kind: 'call',
          node,
          callee: { kind: 'name', node: callee, name: kind },
          args: [{ value: first }, { value: functionOf(second) }, ...args.slice(2)],
        };
      }
      return undefined;
    default:
      return undefined;
  }
}

/** True for what may be any text: no literal, list or closure. */
function isOpen({ kind }: Expression): boolean {
  return kind === 'name' || kind === 'build' || kind === 'index' || kind === 'member' || kind === 'call';
}

/** Each element of a list after a function, which a string or a pair of object and name may stand for. */
function applied(node: SyntaxNode, fn: Expression, list: Expression): Expression {
  const element = `each@${node.start}`;
  const item: Expression = { kind: 'name', node: list.node, name: element };
  const callee = functionOf(fn);
  const own = callee.kind === 'name' ? builtin(node, fn.node, callee.name, [{ value: item }]) : undefined;
  return {
    kind: 'each',
    node,
    target: { kind: 'bind', name: element, node: list.node },
    iterable: list,
    tests: [],
    body: own ?? { kind: 'call', node, callee, args: [{ value: item }] },
  };
}

/** The function that a callable stands for: a closure, `'name'`, `[$this, 'name']`, `'Class::name'`. */
function functionOf(value: Expression): Expression {
  const { node } = value;
  if (value.kind === 'literal' && typeof value.value === 'string') {
    const [scope, name] = value.value.split('::');
    const first: Expression = { kind: 'name', node, name: scope ?? '' };
    return name === undefined ? first : { kind: 'member', node, object: first, property: name };
  }
  if (value.kind === 'list' && value.items.length === 2) {
    const [scope, name] = value.items;
    if (scope && name?.kind === 'literal' && typeof name.value === 'string')
      return {
        kind: 'member',
        node,
        object:
          scope.kind === 'literal'
            ? { kind: 'name', node, name: String(scope.value) }
            : scope.kind === 'name' && scope.name === '__CLASS__'
              ? { kind: 'name', node, name: 'self' }
              : scope,
        property: name.value,
      };
  }
  return value;
}

/** A literal pattern with its delimiters as a regular expression. */
function regexOf(value: Expression, isGlobal: boolean): Expression {
  if (value.kind !== 'literal' || typeof value.value !== 'string') return value;
  const match = /^\s*([^\w\s\\])([\s\S]*)([^\w\s\\])([a-zA-Z]*)$/.exec(value.value);
  if (!match) return value;
  return {
    kind: 'regex',
    node: value.node,
    // `D` and `U` are PHP's own and mean nothing here.
    source: `/${(match[2] as string).replace(/\\\//g, '/')}/${(match[4] as string).replace(/[DU]/g, '')}${isGlobal ? 'g' : ''}`,
  };
}
