// Reads the resolvers of Strawberry and Graphene classes as routes.
import type { Expression, FunctionShape, Statement } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { permissionLevel } from './django-views.ts';
import { declarationStart, guardsOf, headerEnd, importsAny, type FileContext } from '../../route.ts';
import { dotted, keyword, lastName } from '../../shapes.ts';

type ClassStatement = Extract<Statement, { kind: 'class' }>;

/** Reads the resolvers of a class into `file.routes`; false when it is no class of a schema. */
export function readPythonSchema(node: ClassStatement, file: FileContext, everywhere: Guard[]): boolean {
  if (node.name === undefined || !importsAny(file, /^(?:strawberry|graphene|ariadne|graphql)/)) return false;
  const bases = node.bases.map((base) => lastName(base) ?? '');
  const isGrapheneMutation = bases.some((base) => base.endsWith('Mutation'));
  const isRoot =
    /^(?:\w*Mutations?|\w*Quer(?:y|ies))$/.test(node.name) &&
    (bases.some((base) => /^(?:ObjectType|\w*Mutation|\w*Query)$/.test(base)) ||
      node.decorators.some((one) => /^strawberry\b/.test(dotted(one) ?? '')));
  if (!isRoot && !isGrapheneMutation) return false;
  const shared = [...everywhere, ...node.decorators.flatMap((one) => certain(one, file))];
  for (const base of node.bases)
    shared.push(...guardsOf(base, file).filter(({ level }) => level !== 'maybe'));
  for (const member of node.members) {
    if (member.kind !== 'function') continue;
    const { fn } = member;
    const name = fn.name ?? '';
    const isMutate = /^(?:mutate|mutate_and_get_payload|perform_mutation)$/.test(name);
    const field = fn.decorators.find((one) => /^(?:mutation|field|subscription)$/.test(lastName(one) ?? ''));
    const isResolver = isRoot && (field !== undefined || name.startsWith('resolve_'));
    if (!isResolver && !(isMutate && isGrapheneMutation)) continue;
    const isMutating =
      isMutate || (field !== undefined && lastName(field) === 'mutation') || /Mutation/.test(node.name);
    add(file, fn, isMutate ? node.name : name.replace(/^resolve_/, ''), isMutating, [
      ...shared,
      ...fieldGuards(field),
      ...fn.decorators.filter((one) => one !== field).flatMap((one) => guardsOf(one, file)),
    ]);
  }
  return true;
}

function add(file: FileContext, fn: FunctionShape, name: string, isMutating: boolean, guards: Guard[]): void {
  file.routes.push({
    framework: 'graphql-python',
    method: isMutating ? 'POST' : 'GET',
    isMutating,
    path: undefined,
    name,
    start: declarationStart(fn.decorators, fn.node),
    end: headerEnd(fn),
    guards,
    fn,
    place: 'view',
  });
}

function certain(expression: Expression, file: FileContext): Guard[] {
  return guardsOf(expression, file).filter(({ level }) => level !== 'maybe');
}

/** `@strawberry.mutation(permission_classes=[IsAuthenticated])`, also `extensions=[PermissionExtension(…)]`. */
function fieldGuards(field: Expression | undefined): Guard[] {
  if (field?.kind !== 'call') return [];
  const classes = keyword(field, 'permission_classes');
  const extensions = keyword(field, 'extensions');
  if (extensions && /permission|auth/i.test(extensions.node.text.slice(0, 200)))
    return [{ name: 'PermissionExtension', level: 'authorised', node: extensions.node }];
  if (!classes) return [];
  const level = permissionLevel(classes);
  return level === 'open' ? [] : [{ ...level, node: classes.node }];
}
