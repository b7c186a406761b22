// Where a person is sent after signing in: a page of this App, never another site.

const nowhere = '/dashboard';
const maxChars = 1000;

/** A path of this App made from what the address asked for; the overview when that leads elsewhere. */
export function returnTo(asked: string | undefined): string {
  if (asked === undefined || asked.length > maxChars || !asked.startsWith('/')) return nowhere;
  // Parsed as a browser would, who drops tabs and reads a backslash as a slash.
  const here = 'https://here.invalid';
  if (!URL.canParse(asked, here)) return nowhere;
  const url = new URL(asked, here);
  const path = `${url.pathname}${url.search}`;
  const isHere = url.origin === here && url.username === '' && !/^\/[/\\]/.test(path);
  return isHere && !path.startsWith('/sign-') ? path : nowhere;
}
