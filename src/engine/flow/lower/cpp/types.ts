// What C and C++ types say of the values that have them.
import type { SyntaxNode } from '../../../syntax/tree.ts';

/** Words of types that leave no room for text. */
const numberWord =
  /^(?:const|static|volatile|register|constexpr|inline|mutable|unsigned|signed|long|short|int|float|double|bool|_Bool|BOOL|s?size_t|off_t|loff_t|time_t|[pugk]id_t|mode_t|socklen_t|ptrdiff_t|u?int(?:_fast|_least)?\d{0,2}_t|u?intptr_t|[us]\d{1,2}|D?WORD\d{0,2}|U?(?:INT|SHORT|LONG|LONGLONG)\d{0,2}|g?u?int\d{0,2}|gboolean|gs?size|in_(?:port|addr)_t|u_?(?:char|short|int|long|int\d{1,2}_t)|byte|std::byte|std::s?size_t|std::u?int\d{1,2}_t|std::chrono::\w+|qu?int\d{1,2}|clock_t|enum)$/;

/** Classes of texts. */
export const stringType =
  /^(?:const |static )*(?:std::)?(?:w?string|u8string|string_view|QString|CString|CStringA|CStringW|Glib::ustring|wxString|AnsiString|String|QByteArray|StringPiece|absl::string_view|fs::path|std::filesystem::path)[\s&]*$/;

/** True for a type that leaves no room for text. */
export function isNumberType(type: string): boolean {
  const words = type
    .replace(/[&\s]+/g, ' ')
    .trim()
    .split(' ');
  return words.length < 8 && words.every((word) => numberWord.test(word));
}

/** True for a class of texts. */
export function isStringType(type: string): boolean {
  return stringType.test(type);
}

/** The type of a declaration as it is written, with its qualifiers. */
export function typeText(node: SyntaxNode): string {
  const type = node.get('type');
  if (!type || type.kind === 'struct_specifier' || type.kind === 'class_specifier') {
    const name = type?.get('name')?.text;
    return name === undefined ? '' : name;
  }
  return type.text.length > 200 ? '' : type.text.replace(/\s+/g, ' ').trim();
}

/** A type's name for models: without `std::`, qualifiers and type arguments. */
export function apiName(type: string): string {
  const bare = type
    .replace(/^(?:(?:const|static|struct|constexpr|thread_local|inline) )*/, '')
    .replace(/<.*$/, '');
  return bare
    .replace(/[\s*&]+$/, '')
    .replace(/^(?:::)?(?:std::)?/, '')
    .replaceAll('::', '.');
}
