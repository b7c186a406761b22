// Where in a page the next output lands, for languages whose files are pages with code in between.

/** Reads the page's text piece by piece. */
export interface HtmlContext {
  read(text: string): void;
  /** True in a script, a style sheet, a tag outside of quotes: places where escaping HTML does not help. */
  isBare(): boolean;
  /** The tag so far where a value in quotes is open, such as `<a href="`; undefined elsewhere. */
  openAttribute(): string | undefined;
  /** True within a string of a script. */
  isScriptText(): boolean;
}

/** The end of a text behind which an address begins that a click or a form leads to. */
export const beginsAddress = /\s(?:href|action|formaction)\s{0,4}=\s{0,4}(?:"|'|\\")$/i;

/** A context at the start of a page. */
export function htmlContext(): HtmlContext {
  let element: string | undefined;
  let isTag = false;
  let quote: string | undefined;
  let tail = '';
  return {
    read(text) {
      for (const match of text.matchAll(/<(\/?)([a-zA-Z]+)|[>"'\n]|<!--|-->/g)) {
        const [token, slash, name] = match;
        if (name !== undefined) {
          if (quote !== undefined && !(slash && name.toLowerCase() === element)) continue;
          if (element !== undefined && !slash) continue;
          quote = undefined;
          isTag = true;
          if (slash) element = undefined;
          else if (/^(?:script|style)$/i.test(name)) element = name.toLowerCase();
        } else if (token === '>' && quote === undefined) isTag = false;
        else if (token === '\n' && element !== undefined && !isTag) quote = undefined;
        else if ((token === '"' || token === "'") && (isTag || element !== undefined))
          quote = quote === token ? undefined : (quote ?? token);
      }
      tail = `${tail}${text}`.slice(-200);
    },
    isBare() {
      if (quote !== undefined) return false;
      return isTag ? true : element !== undefined && tail !== '';
    },
    openAttribute() {
      const start = tail.lastIndexOf('<');
      return isTag && quote !== undefined && start !== -1 ? tail.slice(start) : undefined;
    },
    isScriptText() {
      return element === 'script' && !isTag && quote !== undefined;
    },
  };
}
