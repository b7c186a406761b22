// Finds functions that WordPress runs for requests and that change something without asking who sends them.
import type { Expression, FunctionShape } from '../../../flow/ir.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { visitFile, type FileContext } from '../route.ts';
import { entryOf, lastName, textOf } from '../shapes.ts';
import type { Verdict } from '../verdict.ts';

const hook = /^(?:wp_ajax_|admin_post_)/;
/** Hooks that run for every request, whoever sends it; of these only functions count that read what was sent. */
const early = /^(?:init|admin_init|wp_loaded|template_redirect|plugins_loaded|parse_request|wp)$/;
/** Functions that show a page of the administration, and which argument names what prints it. */
const pages = new Map([
  ['add_menu_page', 4],
  ['add_submenu_page', 5],
  ['add_options_page', 4],
  ['add_management_page', 4],
  ['add_theme_page', 4],
  ['add_users_page', 4],
]);
const reads = /\$_(?:POST|GET|REQUEST)\b/;
/** Who may see a page is asked before it is shown; whether they meant to send the form is not. */
const verifies =
  /\b(?:check_admin_referer|check_ajax_referer|wp_verify_nonce)\b|\b\w{0,40}(?:verify|check|valid)\w{0,40}(?:nonce|referer|request|security|token)\w{0,40}\s{0,4}\(|nonce\w{0,40}(?:verif|valid|check)\w{0,40}\s{0,4}\(/i;
const asks =
  /\b(?:current_user_can|user_can|check_ajax_referer|check_admin_referer|wp_verify_nonce|is_user_logged_in|is_super_admin|auth_redirect|wp_get_current_user|get_current_user_id)\b|\b(?!wp_(?:get_(?:raw_|original_)?referer|create_nonce|nonce_(?:field|url|ays|tick)|referer_field)\b)\w*(?:nonce|permission|capabilit|authori[sz]|verify|referer|can_user|user_can|check_access|validate_request|check_security|signature|hmac|hash_equals)\w*\s*\(/i;
const changes =
  /\b(?:(?:update|delete|add)_(?:option|site_option|user_meta|post_meta|term_meta|metadata|blog_option)|wp_(?:delete|insert|update|trash|create(?!_nonce)|set)_\w+|wp_set_password|wp_mail|set_transient|delete_transient|file_put_contents|unlink|move_uploaded_file|activate_plugin|deactivate_plugins|switch_theme)\s*\(|->(?:set_role|add_role|remove_role|add_cap|remove_cap)\s*\(|\$wpdb->(?:insert|update|delete|replace|query)\s*\(|\$this->wpdb->(?:insert|update|delete|replace|query)\s*\(/;
const opened = /^__return_true$/;
/** A function of its own that says yes whoever asks. */
const saysYes =
  /^(?:static\s)?(?:fn\s?\([^()]{0,80}\)\s?(?::\s?bool\s?)?=>\s?true|function\s?\([^()]{0,80}\)\s?(?::\s?bool\s?)?\{\s{0,40}return\s{1,4}true;\s{0,40}\})$/;
const writes = /POST|PUT|PATCH|DELETE|CREATABLE|EDITABLE|DELETABLE|ALLMETHODS/;

/** Handlers of admin-ajax and admin-post, pages of the administration, what runs for every request, and REST routes that write for everyone. */
export function readWordpressHooks(file: FileContext): Verdict[] {
  const out: Verdict[] = [];
  const said = new Set<FunctionShape>();
  visitFile(file, (expression) => {
    if (expression.kind !== 'call') return;
    const name = lastName(expression.callee) ?? '';
    if (name.startsWith('add_action')) {
      const action = textOf(expression.args[0]?.value) ?? '';
      const isEarly = early.test(action);
      if (!isEarly && !hook.test(action)) return;
      const fn = handlerOf(expression.args[1]?.value, file);
      const change = fn && !said.has(fn) ? changeIn(fn, asks, file) : undefined;
      if (!fn || change === undefined || (isEarly && !reads.test(fn.node.text))) return;
      said.add(fn);
      out.push({
        ...verdictOn(fn, expression.node),
        severity: action.includes('_nopriv_') ? 'high' : 'medium',
        message: `\`${action}\` calls \`${change}\` and nothing in sight asks for a nonce or what the caller may do.`,
        remedy:
          "Begin with `check_ajax_referer('name')` and `if (!current_user_can('manage_options')) wp_die('', 403);`.",
      });
    }
    const shownBy = pages.get(name);
    if (shownBy !== undefined) {
      const fn = handlerOf(expression.args[shownBy]?.value, file);
      const change = fn && !said.has(fn) ? changeIn(fn, verifies, file) : undefined;
      if (!fn || change === undefined || !reads.test(fn.node.text)) return;
      said.add(fn);
      out.push({
        ...verdictOn(fn, expression.node),
        severity: 'medium',
        message: `This page calls \`${change}\` with what was sent, and nothing in sight checks a nonce: a page elsewhere can send the form for whoever is signed in.`,
        remedy:
          "Write `check_admin_referer('name')` before anything is changed, and `wp_nonce_field('name')` into the form.",
      });
    }
    if (name === 'register_rest_route')
      for (const { value } of expression.args)
        for (const place of openedPlaces(value)) out.push(openVerdict(place, expression.node));
  });
  return out;
}

/** What a function changes without a check of such a kind; undefined when there is none, or nothing is changed. */
function changeIn(fn: FunctionShape, check: RegExp, file: FileContext): string | undefined {
  const { text } = fn.node;
  const change = changes.exec(text)?.[0];
  if (change === undefined || check.test(text) || asksInside(text, check, file)) return undefined;
  return change.replace(/\s*\($/, '').replace(/^->/, '');
}

function verdictOn(
  fn: FunctionShape,
  hooked: SyntaxNode,
): Pick<Verdict, 'rule' | 'start' | 'end' | 'confidence' | 'related'> {
  const start = fn.node.get('name') ?? fn.node;
  return {
    rule: 'sensitive-route-without-guard',
    start: start.start,
    end: fn.node.get('parameters')?.end ?? start.end,
    confidence: 'medium',
    related: [{ node: hooked, message: 'hooked here' }],
  };
}

/** Functions of the file that the handler calls may ask in its place. */
function asksInside(text: string, check: RegExp, file: FileContext): boolean {
  for (const [, name] of text.matchAll(/(?:->|::|\b)(\w+)\s*\(/g)) {
    const helper = file.helpers.functions.get(name ?? '');
    if (helper && helper.node.text !== text && check.test(helper.node.text)) return true;
  }
  return false;
}

function handlerOf(value: Expression | undefined, file: FileContext): FunctionShape | undefined {
  if (value?.kind === 'function') return value.fn;
  // `'name'` and `[$this, 'name']`
  const named = value?.kind === 'list' && value.items.length === 2 ? value.items[1] : value;
  const text = textOf(named);
  if (text !== undefined) return file.helpers.functions.get(text.replace(/^.*::/, ''));
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
  if (!writes.test(methods)) return inner;
  // A route without the callback is open, and says so only to whoever reads the log.
  if (permission === undefined) {
    const callback = entryOf(value, 'callback');
    return callback && !value.node.text.includes('...') ? [callback.node, ...inner] : inner;
  }
  const isOpen =
    permission.kind === 'function'
      ? saysYes.test(permission.node.text)
      : opened.test(textOf(permission) ?? '');
  return isOpen ? [permission.node, ...inner] : inner;
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
