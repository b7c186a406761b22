// The fields of Django's forms and serializers that hold numbers, dates or one of a fixed few, whatever was sent.
import { writtenPath } from '../calls/callees.ts';
import { inertType } from '../calls/builtins.ts';
import type { Statement } from '../ir.ts';
import type { State } from '../state.ts';

const checkedField =
  /(?:^|\.)(?:Integer|Float|Decimal|(?:Null)?Boolean|(?:Typed)?(?:Multiple)?Choice|Model(?:Multiple)?Choice|PrimaryKeyRelated|UUID|Date|DateTime|Time|Duration|Slug|(?:Generic)?IPAddress)Field$/;

/** Notes the fields that a form of this file declares; what another declares as text under the same name stays text. */
export function noteFormFields(a: State, bases: readonly string[], members: readonly Statement[]): void {
  if (!bases.some((base) => /(?:Form|Serializer)$/.test(base))) return;
  for (const member of members) {
    if (member.kind !== 'assign' || member.target.kind !== 'bind' || member.value.kind !== 'call') continue;
    const path = writtenPath(member.value.callee);
    if (!path.endsWith('Field')) continue;
    const key = `form-data.${member.target.name}`;
    if (!checkedField.test(path)) a.fieldTypes.set(key, 'str');
    else if (!a.fieldTypes.has(key)) a.fieldTypes.set(key, 'int');
  }
}

/** Whether a key of what a form has checked is such a field: `form.cleaned_data['year']`. */
export function isCheckedField(a: State, path: string | undefined, key: string): boolean {
  return (
    path !== undefined &&
    /(?:^|\.)(?:cleaned_data|validated_data)$/.test(path) &&
    inertType.test(a.fieldTypes.get(`form-data.${key}`) ?? '')
  );
}
