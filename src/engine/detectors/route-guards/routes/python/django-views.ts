// Reads the function views of Django and its REST framework.
import type { Expression, FunctionShape } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { factsOf } from '../../body/body.ts';
import type { ClassUrls } from './urls.ts';
import { guardsOf, type FileContext, type Route } from '../../route.ts';
import { lastName } from '../../shapes.ts';

const answers =
  /\b(?:render|HttpResponse\w*|JsonResponse|redirect|Response|TemplateResponse|StreamingHttpResponse|FileResponse|render_to_response)\s*\(/;

/** Reads a function that takes a request and answers it; others are left alone. */
export function readDjangoView(
  fn: FunctionShape,
  file: FileContext,
  urls: ClassUrls,
  name: string,
  start: Route['start'],
  end: number,
): void {
  const first = fn.parameters[0]?.target;
  if (first?.kind !== 'bind' || !/^_?req(?:uest)?$/.test(first.name)) return;
  if (
    /^(?:_|process_|handler\d{3}|test_|get_client|custom_|handle_|context)/.test(name) ||
    /(?:^|\/)(?:middleware|context_processors|signals|tests?|admin|forms|backends|permissions|decorators|utils|helpers)(?:\/|\.py$)/.test(
      file.path,
    )
  )
    return;
  const text = fn.node.text;
  const words = fn.decorators.map((one) => one.node.text).join(' ');
  if (!answers.test(text) && !/api_view/.test(words)) return;
  const isMutating =
    /require_POST|api_view\([^)]*(?:POST|PUT|PATCH|DELETE)|require_http_methods\([^)]*(?:POST|PUT|PATCH|DELETE)/.test(
      words,
    ) ||
    /\.method\s*(?:==|in|!=)\s*[[("']*(?:POST|PUT|PATCH|DELETE)|\.POST\b/.test(text) ||
    factsOf(fn, file.helpers).changes;
  const isApi = /api_view/.test(words);
  const guards = [...(urls.guards.get(name) ?? [])];
  let opened: Route['opened'];
  let above: Guard | undefined;
  const apiAt = fn.decorators.findIndex((one) => lastName(one) === 'api_view');
  fn.decorators.forEach((one, at) => {
    if (lastName(one) === 'permission_classes') {
      const list = one.kind === 'call' ? one.args[0]?.value : undefined;
      const level = permissionLevel(list);
      if (level === 'open') opened = one.node;
      else if (at < apiAt) above = { name: 'permission_classes', level: 'authenticated', node: one.node };
      else guards.push({ name: level.name, level: level.level, node: one.node });
    } else guards.push(...guardsOf(one, file));
  });
  file.routes.push({
    framework: 'python',
    method: isMutating ? 'POST' : 'GET',
    isMutating,
    path: urls.paths.get(name),
    name,
    start,
    end,
    guards,
    fn,
    place: isApi ? 'global' : 'view',
    opened,
    openedBelow: true,
    above,
  });
}

/** What a list of DRF permission classes lets through. */
export function permissionLevel(
  list: Expression | undefined,
): 'open' | { name: string; level: Guard['level'] } {
  const items = list?.kind === 'list' ? list.items : list ? [list] : [];
  const names = items.map((one) => lastName(one) ?? one.node.text.slice(0, 40));
  if (
    list?.kind === 'list' &&
    (items.length === 0 || names.every((name) => /^(?:AllowAny|permissions\.AllowAny)$/.test(name)))
  )
    return 'open';
  const name = names.find((one) => one !== 'AllowAny') ?? 'permission_classes';
  return {
    name,
    level:
      /^IsAuthenticated(?:OrReadOnly)?$/.test(name) && names.length === 1 ? 'authenticated' : 'authorised',
  };
}
