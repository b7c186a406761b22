// Lines of good code that look like secrets at first sight; none may be reported.
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

const H = (length: number): string => `{{random:[a-f0-9]{${length}}}}`;
const O = (length: number): string => `{{random:[A-Za-z0-9]{${length}}}}`;
const uuid = '{{random:[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-a[a-f0-9]{3}-[a-f0-9]{12}}}';

const lines: Record<string, string> = {
  'src/auth.c': `
if (strncmp(up->password, "SCRV1:", skip) != 0)
token = "prime256v1";`,
  'src/docsearch.ts': `
const docsearch = { appId: '{{random:[A-Z0-9]{10}}}', apiKey: '${H(32)}', indexName: 'acme' };
const algorithm = { password: 'pbkdf2-sha512-i100000', token: 'HS512' };
const [password, setPassword] = useState('');
const [field, password] = ['userName', 'passWord'];
const token = ['auth', 'token', 'expired'].join('.');
if (role === 'admin' && action === 'delete-user') {`,
  'src/replies.ts': `
reply("the password is required-by-policy");
reply('your token is invalid or has expired');
log.info("token is cached-for-this-session");`,
  'src/translations.yaml': `
- { key: password, value: Passwort }
- key: api_token\\n  value: Zugangsschluessel`,
  'docs/settings.rst': `
The password is \`\`required\`\` and the token is \`\`optional\`\`.`,
  'tests/claims.py': `
token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZXN0In0.c2ln"`,
  'charts/pull.yaml': `
imagePullSecret: regcred-eu-west-1`,
  'src/grid.ts': `
const dataTestKey = 'row-3-col-2-token';`,
  'src/empty.ts': `
const token = \`\`;`,
  'bin/provision.sh': `
sed -i "s/password: .*/password: $PASS/" config.yml
sed -i "s|token=.*|token=$TOKEN|" .env`,
  'deploy/sealed-values.yaml': `
    password: AgD{{random:[A-Za-z0-9+/]{297}}}=
    token: AgB{{random:[A-Za-z0-9+/]{297}}}=`,
  'recordings/list.yml': `
password:\\n  - required\\n  - string
token:\\n  - Bearer <TOKEN>
secrets:\\n  - source: db-password`,
  'src/chain.ts': `
const issuerKey = 'G{{random:[A-Z2-7]{55}}}';
const TREASURY_KEY = 'cosmos1{{random:[02-9ac-hj-np-z]{38}}}';
const userKey = '${uuid}';
const trackKey = '${O(22)}';
const ACCESS_TOKEN_KEY = 'acme_access_token_v2';
const secretKeyRef = { name: 'orders', key: 'db-password' };
const secret = "a1b2c3d4e5f6g7h8i9j0";
const token = 'prefix-{{ orders.token }}';
const token2 = 'x-\${orders[0].token}';`,
  'deploy/values.yml': `
  password: "@param:db_password"
  password: SECRET:orders/db#password
  password: gsm:projects/1/secrets/db
  token: bws:${uuid}
  db_password: gAAAAAB{{random:[A-Za-z0-9_-]{113}}}=
  key: sha256-${H(32)}`,
  'src/Settings.cs': `
private const string SecretSection = "Authentication:Jwt:Secret";`,
  'src/Jndi.java': `
private static final String SECRET_JNDI = "java:comp/env/orders/secret";
Assert.assertEquals("secret", user.getPassword());`,
  'src/checkout.ts': `
const priceKey = 'price_1${O(23)}';
const productKey = 'prod_${O(6)}9${O(7)}';
const password = "//input[@id='password']";
const token = item.token.value;
token = readToken9x2y8z7w6v5u4t3;
type Token = |\\n  'access' | 'refresh';
token: sha256_of_the_request_body_v2;`,
  'src/vectors.py': `
KEY = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
password = "@@DB_PASSWORD@@"
otp_secret = "JBSWY3DPEHPK3PXP"`,
  'roles/db/tasks/users.yml': `
  update_password: on_create`,
  '.github/workflows/test.yml': `
          POSTGRES_PASSWORD: postgres
          MYSQL_ROOT_PASSWORD: root`,
  'docs/ciphers.md': `
\`DHE-PSK-AES256-CCM\`,\\n\`DHE-PSK-AES128-CCM-8\`,
Root Key: ${H(64)}`,
  'cli/options.go': `
	flagSecret = "secret"
const MountTypeSecret = "secret"
const tableToken = "token"`,
  'build/ant.xml': `
<filter token="WSDL4J_JAR" value="x"/>`,
  'data/parents.json': `
"en_PW": "en_001",`,
  'plugins/ldap.php': `
$host = $config->get('password_ldap_host', 'localhost9x');`,
  'Component/Tests/Fixtures/container.php': `
'passphrase' => 'password123456',`,
  'db/rows.sql': `
INSERT INTO permissions (name, label) VALUES ('reset_password', 'reset-user-password');
INSERT INTO settings (name, value) VALUES ('password_policy', 'minimum-twelve-9');`,
  'src/places.h': `
#define _PATH_ASKPASS_DEFAULT "/usr/X11R6/bin/x11-ssh-askpass"
#define PASSWD_FILE_KEY "/etc/X11R6/q7/tac_plus.x9k"`,
  'contrib/Makefile': `
gnome-askpass1: gnome-askpass1.c
ssh_pass2: ssh_pass2.o $(LIBS)`,
  'patches/0007-read.patch': `
-  char *password = *passwordp;
+  const char *password = &state->login9;`,
  'src/Import.cs': `
private const string ElemPassword1 = "Passwort1";
private const string AttrPassword = "Kennwort9";`,
  'src/client.tsx': `
Bugsnag.start({ apiKey: "${H(32)}" });
datadogRum.init({ applicationId: "a", clientToken: "pub${H(32)}" });
docsearch({ appId: "A1", apiKey: "${H(32)}", indexName: "docs" });
const row = <Row key="${H(32)}" label="x" />;
const deviceToken = "${H(32)}";
const tokenSymbol = 'WETH-LP-V2';
const TOKENS_TABLE = "auth_tokens_2024_v2";`,
  'src/tools/resources/keytool_de.java': `
{"password", "Passwort eingeben"},
{"key.password", "Schl\\u00FCsselkennwort"},
{"signer.key.password", "Signaturgeber-Schl\\u00FCsselkennwort"},
{"commands.not.supported", "comandos -keypasswd n\\u00E3o suportados"},
{"not.supported", "-storepasswd \\uBC0F -keypasswd"},
{"PW", "Pal\\u00e1u"},
{"password", "Kennwort"},`,
  'src/app/passwords.py': `
COMMON_PASSWORDS = ['qwerty12', 'Summer2019!']
password = password.encode("latin1")
password = hash("sha512", raw)
SOCIAL_AUTH_GITHUB_KEY = '${H(20)}'
indexSecret = "secret"
tokenBucket = "rl:10rps"
passwordLabel.text = 'Password1'
self.password = "anon@acme.org"
PasswordDefault = 'pbkdf2'
dbpass = 'wgDBpassword'
token = "eyJhbGciOiJIUzI1NiJ9.e30.abc"
users = {"admin": "superuser", "user": "member"}`,
  'roles/repo/vars/main.yml': `
sign_key: E709712C
gpg_key: 0x4F25E3B6`,
  'src/app/vault.ts': `
const id = await vault.getSecret("ms365-mcp-client-id");
const [first] = await Promise.all([vault.getSecret('orders2-db-password').catch(() => null)]);
await keychain.deletePassword('agent-code-credentials-v2');`,
  'src/app/vault.py': `
client = vault.get_secret("orders2-db-password").value`,
  'src/app/marks.ts': `
const symbols = { pass: '\\u2713', fail: '\\u{2717}' };`,
  'src/app/rename.sh': `
sed -i "s/password=.*/password=$PW/" app.ini`,
  'src/app/Other.java': `
System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
log.warn('box identified by "' + box.name + '" at 12');`,
  'src/app/page.html': `
<script src="x.js" integrity="sha384-{{random:[A-Za-z0-9]{64}}}" nonce="${O(16)}"></script>`,
  'k8s/secrets.yaml': `
password: "%env(DB_PASSWORD)%"
secret: "%kernel.secret%"
kind: Secret\\ndata:\\n  tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk${O(48)}
<vault-option name="KEYSTORE_PASSWORD" value="MASK-${O(16)}"/>
  DbPassword:\\n    Type: String\\n    Default: ""`,
  'src/app/labels.ts': `
password: 'Wachtwoord',
icons: { password: 'lock-outline', token: 'key-variant' },
const columns = { password: 'password_digest' };
const passwordEncoder = 'pbkdf2';
enum Grant { Password = 'password', Code = 'authorization_code' }
if (typeof this.password === 'function') {
const secretType = 'opaque';
const KEY_SECRET = 'secret';
export const AUTH_TOKEN_KEY = 'authToken';
const PASS = '\\x1b[32mPASS\\x1b[0m';
const words = e("SecretKey", "Clé secrète");
const patterns = ['apikey', 'api-key', 'secretkey', 'secret_key', 'privatekey', 'private_key'];
const options = { password: 'required', token: 'optional' };`,
  'src/vault.py': `
secrets_mount = "secret"
'password': _get('redis_password'), 'max_connections': self.max,
password_scheme = "sha512-crypt"
auth_plugin = "mysql_native_password"
lang['password'] = 'Parola2'
raise ValueError("resources identified by Amazon names")`,
  'deploy/app.yaml': `
checksum/secret: 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
secret: app-tls
secretName: app-tls-prod
existingSecret: my-db-secret
password: required
password: changeme_in_production
password_encryption: scram-sha-256`,
  'src/main/resources/server.properties': `
db.password=@db.password@`,
  'src/Names.java': `
{ "key.password", "nyckell\\u00F6senord" },
{"password", "Schlüsselkennwort"},
final String metaValue_PW = "P\\u0101rau";
{"pw", "帛琉"},`,
  'src/main/resources/app.properties': `
errors.password=Passwort eingeben
errors.password=Falsches_Kennw0rt
user.password=Kennwort eingeben
label.password=Hasło1`,
  'src/main/resources/messages_de.properties': `
login.password=Kennwort
login.password=Kennwortx
password=Geheimnis`,
  'config/de.yml': `
password: Kennwortx
password: "Wachtwoordx"`,
  'po/fr.po': `
msgid "password"\nmsgstr "Motdepasse"
password = "Motdepasse"`,
  'src/usage.py': `
print("Usage: tool --user=ann --password=Hunter22x")
parser.epilog = "example: tool --password=S3cretPw1"
usage = "e.g. --db-password=Winter22x"
print("  --password=<value>   the password")
print("  --password=VALUE   the password")
Usage:\\n  tool --password Hunter22x`,
  'src/app.py': `
password = os.environ["DB_PASSWORD"]
password = os.getenv("DB_PASSWORD", "")
password = getpass.getpass("Password: ")
password = input("Enter password: ")
password = config.get("database", "password")
password = settings.DB_PASSWORD
password: str
password: Optional[str] = None
password = None
password = ""
password = "********"
password = "<password>"
password = "\${DB_PASSWORD}"
password = "{{ db_password }}"
password = "%(password)s"
password = f"{prefix}-{suffix}"
password = hashlib.sha256(raw).hexdigest()
password_field = "password"
PASSWORD_FIELD_NAME = "user_password"
password_hash = bcrypt.hashpw(password, salt)
PASSWORD_MIN_LENGTH = 12
PASSWORD_RESET_TIMEOUT = 3600
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
raise ValueError("password must contain 1 digit and 1 symbol!")
logger.info("password changed for user %s", user.id)
parser.add_argument("--password", help="database password")
parser.add_argument("--token", default=os.environ.get("TOKEN"), help="API token")
if password == confirm_password:
if not password:
form.password.data = password
password = forms.CharField(widget=forms.PasswordInput)
password = serializers.CharField(write_only=True, min_length=8)
password = Column(String(128), nullable=False)
path("reset-password/", views.reset_password, name="password_reset2"),
cursor.execute("SELECT id FROM users WHERE password = %s", (digest,))
token = request.headers.get("Authorization", "").split(" ")[1]
token = secrets.token_urlsafe(32)
token_count = 4096
max_tokens = 8192
tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased")
pad_token = "[PAD]"
eos_token = "<|endoftext|>"
bos_token = "<s>"
unk_token="<unk>",
stop_token = "###END1"
mask_token: str = "[MASK]"
tokens = {"input": 12, "output": 34}
TOKEN_TYPE = "Bearer"
token_url = "https://auth.acme.io/oauth2/token"
tokenUrl="token"
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="api/v1/login/access-token")
next_page_token = "CAUQAA"
<img src="https://charts.acme.io/chart?repo=a/b&sealed_token=bC4-7Zs63nsOam9kQwErTyUiOpAsDfGh">
api_key = os.environ.get("OPENAI_API_KEY")
api_key = "your-api-key"
api_key = "YOUR_API_KEY"
api_key="sk-..."
api_key = "sk-xxxxxxxxxxxxxxxxxxxxxxxx"
api_key_header = APIKeyHeader(name="X-API-Key")
API_KEY_HEADER = "x-api-key-v2"
API_KEY_ENV = "OPENAI_API_KEY"
secret_name = "prod/database/password-2"
SECRET_PATH = "/run/secrets/db_password"
secret = client.get_secret_value(SecretId="prod/db")["SecretString"]
secret_id = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf"
secret_version = "projects/acme/secrets/db/versions/2"
key = "user:profile:42"
cache_key = "user_profile_v2"
key = lambda item: item.name
primary_key=True, unique=True
sort_key = "created_at2"
public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${O(44)}"
sha256 = "${H(64)}"
md5 = "${H(32)}"
commit = "${H(40)}"
EXPECTED_HASH = "${H(64)}"
checksum = "sha256:${H(64)}"
etag = "${H(32)}"
request_id = "${uuid}"
client_id = "${H(32)}"
NAMESPACE = uuid.UUID("${uuid}")
auth = None
auth = HTTPBasicAuth(user, password)
auth=(username, password),
AUTH_USER_MODEL = "accounts.User2"
authentication_classes = [TokenAuthentication]
credentials = service_account.Credentials.from_service_account_file("key.json")
credential = DefaultAzureCredential()
allow_credentials=True,
SESSION_COOKIE_NAME = "sessionid2"
SALT = os.urandom(16)
salt = bcrypt.gensalt(rounds=12)
passed = "3 of 4"
bypass = "level-2"
compass = "N12W34"
keyboard = "qwerty-us-2"
monkey = "capuchin7"
hotkey = "ctrl+shift+k"
def keyword(self, key="name"):
DATABASE_URL = "postgresql://user:password@localhost:5432/db"
SQLALCHEMY_DATABASE_URI = "postgresql://postgres:postgres@localhost/test"
url = "redis://localhost:6379/0"
url = f"postgresql://{user}:{password}@{host}/{name}"
url = "https://user:pass@example.com/path"
print("Usage: tool --password PASSWORD --host HOST")
assert "password" not in response.text
assert user.password != "{{random:[a-z]{6}[A-Z]{2}[0-9]{3}}}"
ERROR_INVALID_PASSWORD = "E1001"
PASSWORD_RE = re.compile(r"^(?=.*[A-Z])(?=.*\\d).{8,}$")
help_text = "Your password can't be entirely numeric."`,
  'src/app.ts': `
const password = process.env.DB_PASSWORD;
const password = process.env['DB_PASSWORD'] ?? '';
const { password } = req.body;
password: string;
password?: string;
password: z.string().min(8),
password: '',
password: undefined,
password: form.password.value,
password: 'Mot de passe',
password: 'Passwort',
password: 'Contraseña',
forgotPassword: 'Forgot your password?',
passwordPlaceholder: 'Enter at least 8 characters',
passwordTooShort: 'auth/password-too-short-2',
'auth.password.label': 'Password2',
"password": "Password must have 8+ characters"
type: 'password',
<input type="password" name="password" />
<label htmlFor="password2">Password</label>
<TextField id="password-input2" label="Password" type="password" />
autoComplete="current-password"
autocomplete="new-password"
case 'password': return validatePassword(value);
if (field === 'password') return;
if (typeof password === 'string') {
if (key === 'apiKey') continue;
const passwordRegex = /^(?=.*[A-Z])(?=.*\\d).{8,}$/;
const PASSWORD_RULES = { min: 8, max: 64 };
const passwordInput = document.querySelector('#password-input2');
data-testid="password-input-1"
router.post('/reset-password2', resetPassword);
const RESET_PASSWORD_URL = '/auth/reset-password/v2';
export const passwordReset = createAction('[Auth] Password Reset2');
const token = localStorage.getItem('token');
const TOKEN_KEY = 'access_token_v2';
const ACCESS_TOKEN = 'accessToken2';
const REFRESH_TOKEN_COOKIE = 'refresh_token2';
token: string | null = null;
tokenType: 'Bearer',
const token = jwt.sign({ id }, process.env.JWT_SECRET!);
const token = await getToken({ template: 'supabase2' });
getValue: () => draft.sshKey || '{#9e9e9e-fg}(optional){/#9e9e9e-fg}',
apiKey: settings.apiKey ?? '[2m(not set yet: run setup 2)[0m',
headers: { Authorization: \`Bearer \${token}\` },
headers.set('Authorization', 'Bearer ' + token);
'Content-Type': 'application/json',
const csrfToken = document.querySelector('meta[name="csrf-token"]').content;
xsrfHeaderName: 'X-XSRF-TOKEN',
const tokens = tokenize('a1 b2 c3');
const CancelToken = axios.CancelToken;
{ type: 'Punctuator', token: '=>2' },
apiKey: process.env.NEXT_PUBLIC_API_KEY,
apiKey: import.meta.env.VITE_API_KEY,
apiKey: config.apiKey,
apiKey: 'YOUR_API_KEY',
apiKey: '<YOUR_API_KEY>',
apiKey: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
apiKeyHeader: 'X-Api-Key',
const API_KEY_PREFIX = 'sk_live_';
throw new Error('API key is missing, set OPENAI_API_KEY2');
secretKey: secrets.get('secretKey'),
clientSecret: env.CLIENT_SECRET,
const secret = await vault.read('secret/data/db2');
import secret from './secret2.json';
const SECRET_NAME = 'prod-db-credentials-v2';
credentials: 'include',
credentials: 'same-origin',
fetch(url, { credentials: 'omit' });
const credentials = fromNodeProviderChain();
const auth = getAuth(app);
auth: { type: 'oauth2' },
const authProvider = 'auth0|google-oauth2';
authDomain: 'acme-1234.firebaseapp.com',
projectId: 'acme-1234',
measurementId: 'G-ABC1234567',
clientId: '1234567890-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com',
stripe = loadStripe('pk_live_${O(24)}');
const api_key = 'phc_${O(43)}';
hint: 'Set it in your shell: export JWT_SECRET="your-secret-key"',
publishableKey: 'pk_test_${O(24)}',
siteKey: '6Lc${O(37)}',
integrity: 'sha512-${O(86)}==',
const hash = '${H(40)}';
const id = '${uuid}';
const key = event.key === 'Enter2';
key: 'dashboard.widgets.v2',
<li key="item-42abc">
const storageKey = 'app:theme:v2';
const sortKey = 'createdAt2';
const publicKey = '-----BEGIN PUBLIC KEY-----';
const queryKey = ['users', 'list2'];
keyPath: 'id2',
keyframes: 'fade2',
color: '#deadbeef',
background: url(data:image/png;base64,${O(120)});
const icon = 'data:image/svg+xml;base64,${O(160)}';
d="M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2z"
import passport from 'passport-jwt2';
passReqToCallback: true,
const pass = results.every((r) => r.ok);
pass: 12, fail: 3,
const onPass = 'stage-2-passed';
const { data: session } = useSession();
session: { strategy: 'jwt', maxAge: 3600 },
cookie: { name: '__Host-session2', secure: true },
secret: process.env.NEXTAUTH_SECRET,
secretOrKey: configService.get('JWT_SECRET'),
@Inject('JWT_SECRET') private secret: string,
export const JWT_SECRET = 'JWT_SECRET';
enum Scope { Password = 'password2', Token = 'token2' }
type Grant = 'password' | 'client_credentials';
grant_type: 'client_credentials2',
grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
// password: the user's password, at least 12 characters
// e.g. password = "hunter2"
/* token: opaque string */
expect(screen.getByLabelText('Password2')).toBeVisible();
const url = \`https://\${user}:\${password}@\${host}\`;
const dsn = 'https://${H(32)}@localhost/1';
const endpoint = 'https://api.acme.io/v1/tokens/refresh2';
await page.fill('#password', password);
const tokenAddress = '0x{{random:[a-fA-F0-9]{40}}}';
const contract = '0x{{random:[a-fA-F0-9]{40}}}';`,
  'src/more.ts': `
const TOKEN_STRINGS = '[A-Za-z0-9._~+/-]+=*';
const passwordShape = "[a-z0-9!@#]{8,}X9";
"minipass": "^7.0.3",
pass_through: 'X-Forwarded-For2',
const can = allows(user, 'admin', 'editor2');
enum Auth { WPA_PSK = 'WPA_PSK', WPA2_PSK = 'WPA2_PSK' }
const modes = ["WPA_PSK", "WPA2_PSK"];
new Token("IDENT2", "name")
await page.fill('#password', process.env.PASSWORD2!);
<script nonce="{{random:[A-Za-z0-9+/]{24}}}">
const messages = { "password.mismatch": "Passwords do not match2" };
const token = config.get('credentials', 'gs_oauth2_refresh_token');`,
  'conf/app.conf': `
ssl_certificate_key /etc/nginx/k2.pem;
forgot password Link2b here
key_mgmt=WPA-PSK2
signingkey = {{random:[0-9A-F]{16}}}
password_encryption = scram-sha-256
# requirepass foobared`,
  'src/rpc.x': `
const PASS8 = 0x08000000;`,
  'deploy/sealed.yaml': `
    password: AgB{{random:[A-Za-z0-9+/]{200}}}=`,
  'settings.xml': `
<password>{{{random:[A-Za-z0-9+/]{24}}}=}</password>
<PublicKeyToken>{{random:[0-9a-f]{16}}}</PublicKeyToken>`,
  'db/seed.sql': `
INSERT INTO translations (key, value) VALUES ('password', 'Passwort2');
INSERT INTO users (id, password_hash) VALUES (1, '$2a$10\${{random:[A-Za-z0-9./]{53}}}');
UPDATE users SET password = ? WHERE id = 2;`,
  'test/login.test.ts': `
const password = 'password';
const password = 'password123';
const password = 'test1234';
const password = 'Passw0rd!';
const user = { email: 'ann@acme.io', password: 'secret123' };
await login('ann', 'correct-password-1');
api_key: 'test-key-2',
apiKey: 'test-api-key',
token: 'fake-token-1',
token: 'abc123',
token: 'valid-token-2',
const token = 'my.jwt.token';
const secret = 'test-secret';
const jwtSecret = 'secret';
jwt.sign({ sub: '1' }, 'secret');
jwt.sign({ sub: '1' }, 'test-secret-key');
createHmac('sha256', 'secret').update('body');
app.use(session({ secret: 'test' }));
process.env.JWT_SECRET = 'test-jwt-secret';
process.env.API_KEY = 'dummy-key-1';
vi.stubEnv('OPENAI_API_KEY', 'sk-test-key');
const url = 'postgres://user:pass@localhost:5432/db';
expect(mask('postgres://admin:s3cret@db.acme.io/x')).toBe('postgres://admin:***@db.acme.io/x');
headers: { Authorization: 'Bearer test-token-1' },
headers: { authorization: 'Basic dXNlcjpwYXNz' },
expect(redact('sk-ant-api03-abc')).toBe('sk-ant-…');
.auth('user', 'password')
clientSecret: 'client-secret-1',`,
  'src/App.java': `
String password = System.getenv("DB_PASSWORD");
private String password;
@Value("\${db.password}") private String password;
public static final String PASSWORD = "password";
public static final String PARAM_TOKEN = "token2";
String token = request.getHeader("Authorization");
props.getProperty("db.password");
props.setProperty("password", password);
private static final String KEY_ALGORITHM = "AES/GCM/NoPadding2";
private static final String TOKEN_PREFIX = "Bearer ";
KeyStore ks = KeyStore.getInstance("PKCS12");
SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
new SecretKeySpec(keyBytes, "AES");
private static final long serialVersionUID = 7526472295622776147L;
@Column(name = "password_hash2")
throw new BadCredentialsException("Invalid password 401");
.antMatchers("/token2", "/password2").permitAll()
log.info("Token refreshed for client {}", clientId);
Pattern.compile("password=([^&]*)");`,
  'src/app.go': `
password := os.Getenv("DB_PASSWORD")
Password string \`json:"password" validate:"min=8"\`
token := r.Header.Get("X-Token2")
var ErrInvalidPassword = errors.New("invalid password 2")
flag.StringVar(&password, "password", "", "database password")
const tokenHeader = "X-Auth-Token2"
secretName := "db-credentials-v2"
key := fmt.Sprintf("user:%d", id)
case "password":
dsn := fmt.Sprintf("%s:%s@tcp(%s)/%s", user, pass, host, db)`,
  'src/app.php': `
$password = getenv('DB_PASSWORD');
$password = $_POST['password'];
'password' => env('DB_PASSWORD', ''),
'password' => 'required|min:8|confirmed',
'password' => Hash::make($request->password),
'password' => 'The provided password is incorrect.',
$token = bin2hex(random_bytes(16));
'passwords' => ['users' => ['provider' => 'users2']],
'key' => env('APP_KEY'),
define('DB_PASSWORD', 'password_here');`,
  'app/user.rb': `
password = ENV.fetch('DB_PASSWORD')
validates :password, length: { minimum: 8 }
has_secure_password
params.require(:user).permit(:password, :password_confirmation)
config.password_length = 8..72
secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>
password: <%= ENV["DB_PASSWORD"] %>
t('devise.passwords.send_instructions2')
token = SecureRandom.hex(20)`,
  'deploy/values.yaml': `
  password: \${DB_PASSWORD}
  password: {{ .Values.db.password }}
  password: "{{ lookup('env', 'DB_PASSWORD') }}"
  password: ""
  password: null
  password: changeme
  password: !vault |
  password: vault:secret/data/db#password
  passwordSecretRef: db-credentials-v2
  existingSecret: postgres-credentials-v2
  secretName: tls-acme-io-v2
  secretKeyRef: { name: db, key: password2 }
  - {name: DB_PASSWORD, value: $(OTHER_NAME)}
  - {Name: DB_PASSWORD, Value: !Ref DbPassword}
  - {Name: db-password, Value: "{{resolve:secretsmanager:db:SecretString:password}}"}
  key: db-password-2
  token: \${{ secrets.GITHUB_TOKEN }}
  token: \${{ github.token }}
  NPM_TOKEN: \${{ secrets.NPM_TOKEN }}
  id-token: write
  API_KEY: $API_KEY
  image: acme/app@sha256:${H(64)}
  uses: actions/checkout@${H(40)}
  description: The password for user 2
  tokenExpiration: 15m
  auth: token2
  authType: scram-sha-256`,
  'deploy/.env': `
AWS_SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod-db-N2PmeR
DB_PASSWORD=
DB_PASSWORD=\${DB_PASSWORD}
DB_PASSWORD=changeme
DB_PASSWORD=password
API_KEY=your_api_key_here
API_KEY=<your-api-key>
SECRET_KEY=change-this-to-a-random-string
TOKEN_EXPIRY=15m
PASSWORD_FILE=/run/secrets/db_password2
AUTH_PROVIDER=auth0-v2
GIT_COMMIT=${H(40)}
NEXT_PUBLIC_STRIPE_KEY=pk_live_${O(24)}
AWS_ACCESS_KEY_ID={{join:AKIAIOSF|ODNN7EXAMPLE}}
AWS_SECRET_ACCESS_KEY={{join:wJalrXUtnFEMI/K7MDENG/bPxRfi|CYEXAMPLEKEY}}
DATABASE_URL=postgres://postgres:postgres@localhost:5432/app
OAUTH_CLIENT_ID=${H(32)}`,
  'package-lock.json': `
"integrity": "sha512-${O(86)}==",
"resolved": "https://registry.acme.io/tokenizer/-/tokenizer-1.0.0.tgz",
"node_modules/token-types": { "version": "5.0.1" },`,
  'locales/de.json': `
"password": "Passwort",
"login.password": "Kennwort eingeben",
"apiKey": "API-Schlüssel",
"token": "Zugangstoken2",
"secret": "Geheimnis",
"passwordHint": "Mindestens 8 Zeichen, 1 Ziffer"`,
  'main.tf': `
  password = var.db_password
  password = random_password.db.result
  password = data.aws_secretsmanager_secret_version.db.secret_string
  secret_key = local.secret_key
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/${uuid}"
  key_name = "deployer-key-2"
variable "db_password" { type = string }
  token = "\${data.vault_generic_secret.ci.data["token"]}"`,
  'docs/usage.md': `
Set \`OPENAI_API_KEY=sk-...\` before you start.
Set \`password\` to the database password, such as \`hunter2\`.
curl -u username:password https://api.acme.io
curl -H "Authorization: Bearer YOUR_TOKEN" https://api.acme.io
curl -H "Authorization: Bearer <token>" https://api.acme.io
| \`password\` | string | The password (8 to 64 characters) |
password: your-password
Basic authentication uses base64. Basic configuration is simple.
The token is valid for 15 minutes; tokens2 are refreshed.
\`\`\`env\nAPI_TOKEN=xxxxxxxxxxxx\n\`\`\`
Use \`Bearer authentication\` with a personal access token.
See https://acme.io/docs/authentication?key=overview-of-tokens-and-keys`,
  'scripts/deploy.sh': `
echo "  PASS: tool@1.10.0 exists on npm"
PASSWORD="$1"
PASSWORD=$(pass show db/prod)
PASSWORD="\${PASSWORD:?missing}"
read -s -p "Password: " PASSWORD
export TOKEN=$(gcloud auth print-access-token)
curl -u "$USER:$PASSWORD" https://acme.io
curl -H "Authorization: Bearer $TOKEN" https://acme.io
mysql -u root -p"$MYSQL_PWD" shop
docker login -u bot --password-stdin
echo "$PASSWORD" | docker login -u bot --password-stdin
gpg --passphrase-file key.txt --decrypt x
kubectl create secret generic db --from-literal=password="$PASSWORD"
KEY_FILE=~/.ssh/id_ed25519
tool --token-file /run/token2`,
  'db/schema.sql': `
password VARCHAR(255) NOT NULL,
CREATE USER app IDENTIFIED BY '\${PASSWORD}';
ALTER TABLE users ADD COLUMN password_hash2 text;
INSERT INTO settings (name, value) VALUES ('token_ttl', '3600');
-- password: bcrypt hash
api_key_id uuid PRIMARY KEY,`,
  'src/lib.rs': `
password: String,
let password = env::var("DB_PASSWORD")?;
#[arg(long, env = "API_TOKEN2")]
Token::Ident("abc2"),
let token = "let2";
    fn tokenize() {}\\n#[cfg(test)]\\nmod tests {\\n    let password = "Sup3rS3cret!";\\n}`,
  'src/parts.py': `
slack_token = "xoxb-{{random:[0-9]{12}-[0-9]{12}}}-NY6M...EmxU"
vault_token = "hvs.{{random:[A-Za-z0-9]{70}}}...IsQB"
openai_key = "sk-proj-{{random:[A-Za-z0-9]{40}}}-<your-token>"
airtable_token = "pat{{random:[A-Za-z0-9]{14}}}.{{repeat:c:64}}"
render_key = "rnd_1234567890abcdefghijklmnopqr"
shodan_md5 = "{{random:[a-f0-9]{32}}}"
virustotal_sha256 = "{{random:[a-f0-9]{64}}}"
codecov_uuid = "{{random:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}}}"
object_key = "{{random:[a-f0-9]{40}}}"
image_key = "{{random:[A-Za-z0-9]{32}}}"
ACME_KEY = "acme-storage-settings"
passphrase = "enter the passphrase for the key"
api_token: str = changeme`,
  'web/form.html': `
<input type="hidden" name="authenticity_token" value="{{random:[A-Za-z0-9+/]{86}}}==">`,
  'test/login_test.py': `
password = "wrongpassword"
client.login(username="ann", password="sesame")
secret = "topsecretvalue"`,
  'conf/apache.conf': `
SSLPassPhraseDialog  exec:/usr/share/apache2/ask-for-passphrase
    fastcgi_pass             unix:/var/run/php7.0-fpm.sock;
	Cleartext-Password := &session-state:Tmp-Integer-0
	# ntlm auth = mschapv2-and-ntlmv2-only
    value = "$snmp_privpass$"
def_whitelist_auth *@*.fit2fat2fit.example`,
  'lib/Magic.pm': String.raw`
my $DB_MAGIC_TOKEN = "\015\001\007\011\003NSPAM";
my $DB_TOKENS_MAGIC_TOKEN = "\015\001\007\011\003NTOKENS";`,
  'lib/Gateway.pm': `
=head1 SYNOPSIS\\n\\n  my $api = Gateway->new( Password => 'hunter2' );\\n\\n=cut
check that it says "dkim=pass" or "dmarc=fail" there`,
  'site/layout.js': `
var pass = '#snmp_password';
'password' => '|arg1:specific_password|',`,
  'data/samples.json': `
"ClientRequestToken": "${uuid}",
"PasswordLastUsed": "2026-09-08T21:47:36Z",
"S3Key": "my-app/22a0-stage-150819_185942.war"`,
  'layers/radio.go': `
token = "80(20LL)"
token = "160(20LUL)"`,
  'conf/tls.conf': `
# NONE:+VERS-TLS1.2:+ECDHE-PSK:+PSK:+AES-128-GCM:+AES-128-CBC:+AEAD`,
  'plugins/lookup.py': `
EXAMPLES = """\\n- debug: msg="{{ lookup('url', username='ann', password='hunter2') }}"\\n"""`,
  'cache/routes.php': String.raw`
'/user-password' => 'Acme\\Controllers\\UserPasswordController',
$config['password_charset'] = 'UTF-8';`,
  'models/vocabulary.json': `
{"added_tokens": ["<|endoftext|>", "[PAD]", "unused_token_number_12"], "special_tokens": {"bos": "<s>"}}
"tokens": ["${H(40)}", "0x${H(40)}"]`,
  'charts/web.yaml': `
secrets:\\n  deploy: \${{ secrets.DEPLOY }}
secrets:\\n  - name: registry-login-eu-west-1
tokens:\\n  access: 15m`,
  'src/getters.py': `
def token_name(): return "access_token"
def get_password(): return "password from the environment"`,
  'run-checks.sh': `
echo "PASS: tool@1.2 is there"`,
  'infra/outputs.tf': `
output "admin_password" {\\n  value = module.db.password\\n  sensitive = true\\n}`,
  'schema/wifi.json': `
"enum": ["wpa-psk", "wpa2-psk", "wep-40", "wep-104"]`,
  'db/row.sql': `
INSERT INTO migrations(key, hash) VALUES ('20240701_add_token', '${H(32)}');`,
  'plugins/user.py': `
if self.update_password == 'always':
env['SSH_ASKPASS_REQUIRE'] = 'force'`,
  'include/LDAP.hrl': `
userIdentity = asn1_NOVALUE, oldPasswd = asn1_NOVALUE, newPasswd = asn1_NOVALUE}).`,
  'theme/icons.css': `
.input-group .icon.pass:before {`,
  'src/Options.kt': `
private val KEY_USER_TOKEN = "key_user_token_v2"`,
  'src/Options.php': `
	public const OPTIONS = [ 'LoginCookieExpire', 'LoginExpiryNewIP', 'SecretKey', 'UpdateRowsPerQuery' ];`,
};

const cases = Object.entries(lines).flatMap(([path, text]) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ path, line: line.replaceAll('\\n', '\n') })),
);

describe('lines without a secret', () => {
  it('are many', () => expect(cases.length).toBeGreaterThan(300));

  it('are all quiet', () => {
    const reported = cases.flatMap(({ path, line }, index) => {
      const text = expandExample(line, `${path} ${index}`);
      return searchText(text, placeOf(path, 'text', text), rules).map(
        ({ rule, value, severity }) => `${path}: ${text} -> ${rule.id} ${severity} ${value}`,
      );
    });
    expect(reported).toEqual([]);
  });
});
