// The forms of a package's name in which look-alikes become equal: parts, words, without separators, as it looks.

/** The owner's part of a name, if names of this kind have one, and the rest. */
export interface NameParts {
  /** `@babel`, `com.fasterxml.jackson.core`, `github.com/boltdb`, `symfony`; empty where a name stands alone. */
  scope: string;
  base: string;
}

/** Takes a name apart: `@scope/base`, `group:artifact`, `host/owner/module` or `vendor/package`. */
export function splitName(name: string): NameParts {
  const colon = name.indexOf(':');
  if (colon > 0) return { scope: name.slice(0, colon), base: name.slice(colon + 1) };
  const slash = name.indexOf('/');
  if (slash <= 0) return { scope: '', base: name };
  // A Go module begins with a host; the owner is the part after it.
  const second = name.indexOf('/', slash + 1);
  const at = !name.startsWith('@') && name.slice(0, slash).includes('.') && second > 0 ? second : slash;
  return { scope: name.slice(0, at), base: name.slice(at + 1) };
}

/** The words between separators, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[-_./@:\s]+/)
    .filter((word) => word !== '');
}

/** The words in alphabetical order, so that another order of the same words is equal. */
export function wordKey(name: string): string {
  return wordsOf(name).sort().join(' ');
}

/** Without separators and in lower case. */
export function strip(name: string): string {
  return name.toLowerCase().replace(/[-_.\s/@:]/g, '');
}

// Letters of other alphabets that look like Latin ones; no registry but NuGet's takes them.
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ӏ: 'l',
  ο: 'o',
  α: 'a',
  ν: 'v',
};

/** As it looks to a hasty eye: Warehouse's "ultranormalised" form, with rn and vv as they look. */
export function fold(name: string): string {
  const latin = /[^ -~]/.test(name)
    ? [...name.normalize('NFKC')].map((char) => lookalikes[char] ?? char).join('')
    : name;
  return strip(latin).replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/[li|]/g, '1').replace(/o/g, '0');
}

/** Every run of one letter as a single one: slips in doubled letters disappear. */
export function singled(text: string): string {
  return text.replace(/(.)\1+/g, '$1');
}
