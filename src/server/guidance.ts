// What to do when the App cannot start, word for word.
import { webhookPath } from './app.ts';

/** How to register the App, for somebody who has no credentials yet. */
export function registrationGuide(): string {
  return `LangGuard has no credentials yet. It serves GitHub as a GitHub App, which you register once:

With the browser (writes the credentials to .env, readable by you alone):

  npm start -- --register --url https://langguard.example.com
  npm start -- --register --url https://langguard.example.com --org YOUR-ORG
  npm start -- --register --url https://langguard.example.com --org YOUR-ORG --github https://ghe.example.com

  --url     where GitHub can reach this App (a public name or a tunnel; not localhost)
  --full    also what comment commands, approvals and suggestions need (app.full.yml says why for each permission)
  --org     registers for an organisation instead of your own account
  --github  the address of a GitHub Enterprise Server instead of github.com

By hand, from the permissions and events in app.yml:

  1. github.com: https://github.com/organizations/YOUR-ORG/settings/apps/new
     GitHub Enterprise Server: https://ghe.example.com/organizations/YOUR-ORG/settings/apps/new
  2. Webhook URL: https://langguard.example.com${webhookPath}   (the whole path: the bare address answers 404)
     Content type: application/json. Secret: from "openssl rand -hex 32".
  3. Permissions and events: exactly those of app.yml, or of app.full.yml
     for comment commands, approvals and suggestions.
  4. Create the App, generate a private key, and note the App ID.
  5. Set the environment, or a file named .env:
       APP_ID=123456
       PRIVATE_KEY_PATH=/path/to/langguard.private-key.pem
       WEBHOOK_SECRET=...                        (or WEBHOOK_SECRET_FILE)
       GITHUB_API_URL=https://ghe.example.com/api/v3   (GitHub Enterprise Server only; or GHE_HOST=ghe.example.com)
       CLIENT_ID, CLIENT_SECRET, LANGGUARD_URL   (only for the dashboard: docs/dashboard-sign-in.md)
  6. npm start, then install the App on your repositories.

To see LangGuard work without any account: npm run demo
`;
}

/** What to mend in a configuration that is there but wrong. */
export function problemList(problems: readonly string[]): string {
  return `LangGuard cannot start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`;
}
