// The pages around signing in: words and forms only.
import { html } from 'hono/html';
import type { ApiToken } from '../../store/api-tokens.ts';
import { maxTokenDays, tokenScopes } from '../../store/api-tokens.ts';
import type { KnownRepository } from '../../store/known-repositories.ts';
import type { Viewer } from '../dashboard/viewer.ts';
import { layout, type Html } from '../dashboard/layout.ts';

/** Where the dashboard is mounted. */
export const dashboardBase = '/dashboard';

/** A page with a title and a body in the common frame. */
export function page(title: string, body: Html, login?: string, isPartial: boolean = false): Html {
  return layout({
    isPartial,
    title,
    base: dashboardBase,
    login,
    account: login === undefined ? undefined : accountLink(),
    body,
  });
}

/** The way to one's account, beside the login on every page. */
export function accountLink(): Html {
  return html`<a href="/account">Account</a>`;
}

/** Asks a person to sign in; `problem` says why an attempt before came to nothing. */
export function signInPage(host: string, to: string, problem?: string): Html {
  return page(
    problem === undefined ? 'Sign in' : 'You are not signed in',
    html`${problem === undefined ? '' : html`<p role="alert">${problem}</p>`}
      <p>
        LangGuard shows you the repositories that you can see on ${host}, and no others. GitHub asks you once
        whether LangGuard may know who you are.
      </p>
      <p><a href="/sign-in/github?to=${encodeURIComponent(to)}">Sign in with GitHub</a></p>`,
  );
}

/** Who somebody is here, what they see, and the way out. */
export function accountPage(
  viewer: Viewer,
  installations: { id: number; repositories: string[] }[],
  { isLocal }: { isLocal: boolean },
): Html {
  return page(
    'Your account',
    html`<p>
        You are ${isLocal ? 'at this machine; nobody signs in here' : html`<strong>${viewer.login}</strong>`}.
      </p>
      <h2>What you see</h2>
      ${
        viewer.isPartial === true
          ? html`<p role="note">
              GitHub kept something back when it was asked what you may see: an organisation that asks for
              single sign-on, or an installation that is suspended. Sign in to the organisation on GitHub,
              then sign out here and in again.
            </p>`
          : ''
      }
      ${
        installations.length === 0
          ? html`<p>
              No repository with LangGuard is open to you. Ask an owner to install the App, or to give you
              access. If your organisation uses single sign-on, sign in there first and then here again.
            </p>`
          : html`<div class="scroll" role="region" tabindex="0" aria-label="What you see">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Installation</th>
                    <th scope="col">Owner</th>
                    <th scope="col">Repositories</th>
                    <th scope="col">API tokens</th>
                  </tr>
                </thead>
                <tbody>
                  ${installations.map(
                    ({ id, repositories }) =>
                      html`<tr>
                        <th scope="row">${id}</th>
                        <td>${ownerOf(repositories) ?? '–'}</td>
                        <td>${repositories.length === 0 ? 'none reviewed yet' : repositories.join(', ')}</td>
                        <td>
                          ${
                            viewer.administers.has(id)
                              ? html`<a href="/installations/${id}/tokens">API tokens of ${id}</a>`
                              : 'for owners'
                          }
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
      ${
        isLocal
          ? ''
          : html`<h2>Leave</h2>
              <form method="post" action="/sign-out"><button>Sign out</button></form>`
      }`,
    viewer.login,
  );
}

/** The keys of an installation, a form for a new one, and once the text of the one just made. */
export function tokensPage(
  viewer: Viewer,
  installationId: number,
  tokens: readonly ApiToken[],
  repositories: readonly KnownRepository[],
  { made, problem, now }: { made?: { text: string; name: string }; problem?: string; now: Date },
): Html {
  return page(
    `API tokens of ${ownerOf(repositories.map(({ fullName }) => fullName)) ?? `installation ${installationId}`}`,
    html`${
        made === undefined
          ? ''
          : html`<p role="status">
                <strong>${made.name}</strong> is made. Copy it now: it is shown only this once.
              </p>
              <p><code>${made.text}</code></p>`
      }
      ${problem === undefined ? '' : html`<p role="alert">${problem}</p>`}
      <p>
        A program sends its token in the header <code>Authorization: Bearer lgt_…</code>. It sees what you
        name here, and nothing else. A token that you made ends when GitHub says that you are no owner any
        more.
      </p>
      ${
        tokens.length === 0
          ? html`<p>There is none yet.</p>`
          : html`<div class="scroll" role="region" tabindex="0" aria-label="Tokens">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Begins with</th>
                    <th scope="col">May</th>
                    <th scope="col">Repositories</th>
                    <th scope="col">Made by</th>
                    <th scope="col">Last used</th>
                    <th scope="col">Ends</th>
                    <th scope="col">Revoke</th>
                  </tr>
                </thead>
                <tbody>
                  ${tokens.map((token) => tokenRow(token, repositories, now))}
                </tbody>
              </table>
            </div>`
      }
      <h2>New token</h2>
      <form method="post" action="/installations/${installationId}/tokens">
        <p>
          <label>What it is for <input name="name" required maxlength="100" autocomplete="off" /></label>
        </p>
        <fieldset>
          <legend>What it may do</legend>
          ${tokenScopes.map(
            (scope) =>
              html`<div>
                <label><input type="checkbox" name="scope" value="${scope}" /> ${scopeWords[scope]}</label>
              </div>`,
          )}
        </fieldset>
        <fieldset>
          <legend>Repositories (none chosen means all of the installation)</legend>
          ${repositories.map(
            ({ id, fullName }) =>
              html`<div>
                <label><input type="checkbox" name="repository" value="${id}" /> ${fullName}</label>
              </div>`,
          )}
        </fieldset>
        <p>
          <label
            >Days until it ends
            <input name="days" type="number" min="1" max="${maxTokenDays}" value="90" required
          /></label>
        </p>
        <p><button>Make a token</button></p>
      </form>`,
    viewer.login,
    viewer.isPartial === true,
  );
}

/** The account of an installation, as its repositories name it. */
function ownerOf(fullNames: readonly string[]): string | undefined {
  return fullNames[0]?.split('/')[0];
}

const scopeWords = {
  read: 'read pages',
  export: 'export tables as CSV and JSON',
  ingest: "send assistants' traces",
} as const;

function tokenRow(token: ApiToken, repositories: readonly KnownRepository[], now: Date): Html {
  const names = token.repositoryIds?.map(
    (id) => repositories.find((each) => each.id === id)?.fullName ?? `repository ${id}`,
  );
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const isOver = token.revokedAt !== null || token.expiresAt <= now;
  return html`<tr>
    <th scope="row">${token.name}</th>
    <td><code>lgt_${token.id}_…</code></td>
    <td>${token.scopes.join(', ')}</td>
    <td>${names === undefined ? 'all' : names.join(', ')}</td>
    <td>${token.createdBy}</td>
    <td>${token.usedAt === null ? 'never' : day(token.usedAt)}</td>
    <td>${token.revokedAt === null ? day(token.expiresAt) : `revoked ${day(token.revokedAt)}`}</td>
    <td>
      ${
        isOver
          ? ''
          : html`<form
              method="post"
              action="/installations/${token.installationId}/tokens/${token.id}/revoke"
            >
              <button>Revoke ${token.name}</button>
            </form>`
      }
    </td>
  </tr>`;
}
