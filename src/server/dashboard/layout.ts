// The frame around every page: head, skip link, navigation, main.
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Text that is HTML already, as the tag `html` makes it; anything else is escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The pages of the navigation, by their path below the base. */
export const sections = [
  ['', 'Overview'],
  ['/repositories', 'Repositories'],
  ['/rules', 'Rules'],
  ['/provenance', 'Provenance'],
  ['/waivers', 'Waivers'],
  ['/effort', 'Effort'],
  ['/people', 'People'],
] as const;

/** A whole page. `login` is shown to whom it belongs; without it the navigation is left out. */
export function layout({
  title,
  base,
  login,
  account,
  styleVersion = '',
  active,
  isPartial = false,
  body,
}: {
  title: string;
  base: string;
  login?: string | undefined;
  /** Beside the login, such as a button to sign out. */
  account?: Html | undefined;
  styleVersion?: string;
  /** The path of the section, such as `/rules`. */
  active?: string | undefined;
  /** GitHub kept something back of what this person may see. */
  isPartial?: boolean;
  body: Html | string;
}): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · LangGuard</title>
        <link rel="stylesheet" href="${base}/style.css?${styleVersion}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <p class="brand"><a href="${base === '' ? '/' : base}">LangGuard</a></p>
          ${
            login === undefined
              ? ''
              : html`<nav aria-label="Pages">
                    <ul>
                      ${sections.map(
                        ([path, name]) =>
                          html`<li>
                            <a href="${base}${path}" ${active === path ? html`aria-current="page"` : ''}
                              >${name}</a
                            >
                          </li>`,
                      )}
                    </ul>
                  </nav>
                  <div class="who">${login} ${account ?? ''}</div>`
          }
        </header>
        <main id="main" tabindex="-1">
          <h1>${title}</h1>
          ${isPartial ? partly : ''} ${body}
        </main>
      </body>
    </html>`;
}

const partly = html`<p class="partly" role="note">
  You may see less here than you are entitled to: GitHub did not name all your repositories, so every list and
  figure may lack some. <a href="/account">Your account</a> says why and what to do.
</p>`;
