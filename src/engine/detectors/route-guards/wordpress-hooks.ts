// Finds functions that WordPress runs for requests and that change something without asking who sends them.
import type { Expression, FunctionShape } from '../../flow/ir.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { visitFile, type FileContext } from './route.ts';
import { entryOf, lastName, textOf } from './shapes.ts';
import type { Verdict } from './verdict.ts';

const hook = /^(?:wp_ajax_|admin_post_)/;
const asks =
  /\b(?:current_user_can|user_can|check_ajax_referer|check_admin_referer|wp_verify_nonce|is_user_logged_in|is_super_admin|auth_redirect|wp_get_current_user|get_current_user_id)\b|\b\w*(?:nonce|permission|capabilit|authori[sz]|verify|referer|can_user|user_can|check_access|validate_request|check_security|signature|hmac|hash_equals)\w*\s*\(/i;
const changes =
  /\b(?:(?:update|delete|add)_(?:option|site_option|user_meta|post_meta|term_meta|metadata|blog_option)|wp_(?:delete|insert|update|trash|create|set)_\w+|wp_set_password|wp_mail|set_transient|delete_transient|file_put_contents|unlink|move_uploaded_file|activate_plugin|deactivate_plugins|switch_theme)\s*\(|\$wpdb->(?:insert|update|delete|replace|query)\s*\(|\$this->wpdb->(?:insert|update|delete|replace|query)\s*\(/;
const opened = /^__return_true$/;
const writes = /POST|PUT|PATCH|DELETE|CREATABLE|EDITABLE|DELETABLE|ALLMETHODS/;

/** Handlers of admin-ajax and admin-post, and REST routes that write for everyone. */
export function readWordpressHooks(file: FileContext): Verdict[] {
  const out: Verdict[] = [];
  const said = new Set<FunctionShape>();
  visitFile(file, (expression) => {
    if (expression.kind !== 'call') return;
    const name = lastName(expression.callee) ?? '';
    if (name.startsWith('add_action')) {
      const action = textOf(expression.args[0]?.value) ?? '';
      if (!hook.test(action)) return;
      const fn = handlerOf(expression.args[1]?.value, file);
      if (!fn || said.has(fn)) return;
      const text = fn.node.text;
      const change = changes.exec(text)?.[0];
      if (change === undefined || asks.test(text) || asksInside(text, file)) return;
      said.add(fn);
      const start = fn.node.get('name') ?? fn.node;
      out.push({
        rule: 'sensitive-route-without-guard',
        start: start.start,
        end: fn.node.get('parameters')?.end ?? start.end,
        severity: action.includes('_nopriv_') ? 'high' : 'medium',
        confidence: 'medium',
        message: `\`${action}\` calls \`${change.replace(/\s*\($/, '')}\` and nothing in sight asks for a nonce or what the caller may do.`,
        remedy:
          "Begin with `check_ajax_referer('name')` and `if (!current_user_can('manage_options')) wp_die('', 403);`.",
        related: [{ node: expression.node, message: 'hooked here' }],
      });
    }
    if (name === 'register_rest_route')
      for (const { value } of expression.args)
        for (const place of openedPlaces(value)) out.push(openVerdict(place, expression.node));
  });
  return out;
}

/** Functions of the file that the handler calls may ask in its place. */
function asksInside(text: string, file: FileContext): boolean {
  for (const [, name] of text.matchAll(/(?:->|::|\b)(\w+)\s*\(/g)) {
    const helper = file.helpers.functions.get(name ?? '');
    if (helper && helper.node.text !== text && asks.test(helper.node.text)) return true;
  }
  return false;
}

function handlerOf(value: Expression | undefined, file: FileContext): FunctionShape | undefined {
  if (value?.kind === 'function') return value.fn;
  if (value?.kind !== 'name' && value?.kind !== 'member') return undefined;
  return file.helpers.functions.get(lastName(value) ?? '');
}

/** The places in the options of a REST route that let everyone write. */
function openedPlaces(value: Expression): SyntaxNode[] {
  if (value.kind === 'list') return value.items.flatMap(openedPlaces);
  if (value.kind !== 'object') return [];
  const inner = value.entries.flatMap(({ value: one }) => (one.kind === 'object' ? openedPlaces(one) : []));
  const permission = entryOf(value, 'permission_callback');
  const methods = entryOf(value, 'methods')?.node.text ?? '';
  const isOpen = permission !== undefined && opened.test(textOf(permission) ?? '');
  return isOpen && writes.test(methods) ? [permission.node, ...inner] : inner;
}

function openVerdict(place: SyntaxNode, route: SyntaxNode): Verdict {
  return {
    rule: 'authorization-opened',
    start: place.start,
    end: place.end,
    severity: 'medium',
    confidence: 'medium',
    message: 'Everyone may send requests that change something to this route.',
    remedy: "Write `'permission_callback' => fn () => current_user_can('edit_posts')`.",
    related: [{ node: route, message: 'the route' }],
  };
}
