// Passwords that anyone could guess: found with low severity where something opens with them, and nowhere else.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { placeOf } from './place.ts';
import { parseSecretRule } from './schema.ts';
import { searchText } from './search.ts';
import { expandExample } from './templates.ts';

const folder = new URL('../../../../rules/secrets/', import.meta.url);
const rules = readdirSync(folder).flatMap(
  (name) => parseSecretRule(readFileSync(new URL(name, folder), 'utf8'), name).rule ?? [],
);

// Joined here, so that no line of this file gives a password to a name.
const made = ['velvet', 'garden'];
const values: Record<string, string> = {
  '<words>': made.join('-'),
  '<numbered>': `${made.join('-')}-84`,
  '<joined>': made.join(''),
  '<boast>': ['my', 'secret', 'key'].join('-'),
  '<tried>': ['letme', 'in'].join(''),
  '<keys>': ['qwerty', '911'].join('!'),
  '<opening>': ['open', 'sesame'].join(''),
  '<service>': ['vx-internal', '4711'].join('-'),
  '<counted>': ['password', '123'].join(''),
  '<made>': expandExample('{{random:[A-Za-z0-9]{32}}}', 'made'),
  '<personal>': `phx_${expandExample('{{random:[A-Za-z0-9]{43}}}', 'personal')}`,
  '<salt>': expandExample('{{random:[A-Za-z0-9|~^.,:;-]{64}}}', 'salt'),
};

const found: [path: string, line: string][] = [
  ['src/a.py', "SECRET = '<words>'"],
  ['src/a.py', 'password: str = "<numbered>"'],
  ['src/a.py', 'def connect(host, user="root", password="<words>"):'],
  ['src/a.py', 'if "<words>" == password:'],
  ['src/a.py', 'conn = connect(host=HOST, user="app", password="<joined>")'],
  ['src/users.js', "const user = { email: 'ann@example.com', password: '<counted>' };"],
  ['src/a.py', 'password = "<keys>"'],
  ['src/a.js', "const pool = new Pool({ user: 'app', password: '<tried>' });"],
  ['src/a.js', "const JWT_SECRET = process.env.JWT_SECRET || '<boast>';"],
  ['src/a.js', "const c = createConnection('mysql://root:<tried>@localhost/shop');"],
  ['src/A.java', 'private static final String PASSWORD = "<words>";'],
  ['src/A.java', 'DriverManager.getConnection(url, "root", "<tried>");'],
  ['src/a.c', 'if (strcmp(password, "<words>") == 0) {'],
  ['src/a.cs', 'var cs = "Server=db;User Id=app;Password=<words>;";'],
  ['src/a.php', '<?php define("DB_PASSWORD", "<words>");'],
  ['app.properties', 'jwt.secret=<numbered>'],
  ['docker-compose.yml', '      - MYSQL_ROOT_PASSWORD=<joined>'],
  ['src/a.php', " *     define('AUTH_KEY', '<salt>');"],
  ['deploy.sh', 'curl -u admin:<words> https://api.corp.net'],
  ['db.sql', "CREATE USER app WITH PASSWORD '<words>';"],
  ['src/a.py', "TOKEN = '<tried>'"],
  ['src/a.py', "    return pw == '<opening>'"],
  ['src/a.py', "API_SECRET: str = '<service>'"],
  ['src/conf.py', 'class TestConfig(Config):\n    TESTING = True\n    SECRET_KEY = "<words>"'],
  [
    'src/settings.py',
    'SECRET_KEY = os.environ["SECRET_KEY"] if not DEBUG else os.environ.get("SECRET_KEY", "<words>")',
  ],
  ['src/settings.py', 'SECRET_KEY = "<words>" if settings.DEBUG else os.environ["SECRET_KEY"]'],
  ['src/a.js', "const JWT_SECRET = isProduction ? process.env.JWT_SECRET : '<boast>';"],
  ['conf.xml', '<user username="tomcat" password="<words>" roles="x"/>'],
];

const quiet: [path: string, line: string][] = [
  ['src/regions.php', "<?php return ['PW' => 'Palaawu', 'PY' => 'Paaraguwaay'];"],
  ['src/icons.ts', "const icons = { password: 'lock-outline' };"],
  ['src/fields.ts', "const fields = { password: '<tried>-field' };"],
  ['test/a.test.ts', "const password = '<words>';"],
  ['docs/a.py', "password = '<words>'"],
  ['src/a.py', "# password = '<words>'"],
  ['src/a.py', "token = '<joined>'"],
  ['src/a.py', "labels['password'] = '<joined>'"],
  ['src/a.py', "token = 'password'"],
  ['src/a.py', "if token == 'secret':"],
  ['src/a.py', "pw = 'default'"],
  ['k8s/a.yaml', 'secret: <words>'],
];

/** Who has one of these can send events, and read none. */
const reporting: [path: string, line: string][] = [
  ['src/constants.js', "export const ANALYTICS_WRITE_KEY = process.env.ANALYTICS_WRITE_KEY ?? '<made>';"],
  ['src/usage.ts', "const segmentWriteKey = '<made>';"],
  ['src/usage.ts', "const client = new Analytics({ flushAt: 1, writeKey: '<made>' });"],
  ['src/usage.ts', "import { Analytics } from '@segment/analytics-node';\nconst PROD_WRITE_KEY = '<made>';"],
  ['app/settings.py', "MIXPANEL_TOKEN = '<made>'"],
  ['src/usage.ts', "const POSTHOG_API_KEY = '<made>';"],
];

/** Others may be read, changed or paid with. */
const opening: [path: string, line: string][] = [
  ['src/constants.js', "export const STORAGE_WRITE_KEY = process.env.STORAGE_WRITE_KEY ?? '<made>';"],
  ['src/usage.ts', "const segmentAccessToken = '<made>';"],
  ['src/usage.ts', "const ANALYTICS_API_KEY = '<made>';"],
  ['src/sensors.ts', "import { Channel } from './channel.ts';\nconst PROD_WRITE_KEY = '<made>';"],
  ['src/sensors.ts', "const client = new Channel({ writeKey: '<made>' });"],
  ['app/settings.py', "MIXPANEL_API_SECRET = '<made>'"],
  ['src/usage.ts', "const POSTHOG_API_KEY = '<personal>';"],
];

function search(path: string, line: string): string[] {
  const text = line.replace(/<\w+>/g, (name) => values[name] ?? name);
  return searchText(text, placeOf(path, 'text', text), rules).map(({ severity }) => severity);
}

describe('keys that only report', () => {
  it.each(reporting)('are of low severity in %s: %s', (path, line) => {
    expect(search(path, line)).toEqual(['low']);
  });

  it.each(opening)('are no others, in %s: %s', (path, line) => {
    expect(search(path, line)[0]).toBe('high');
  });
});

describe('guessable passwords', () => {
  it.each(found)('are found in %s: %s', (path, line) => {
    expect(search(path, line)).toEqual([expect.stringMatching(/low|medium|high/)]);
  });

  it('are of low severity', () => {
    const words = found.filter(([, line]) => line.includes('<words>'));
    expect(words.filter(([path, line]) => search(path, line)[0] !== 'low')).toEqual([]);
  });

  it.each(quiet)('are not found in %s: %s', (path, line) => {
    expect(search(path, line)).toEqual([]);
  });
});
