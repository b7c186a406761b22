// Lines with a secret in every syntax that we know; each must be found, with the value and nothing else.
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

// <O32> becomes 32 random letters and digits, <H32> hexadecimal digits, <P> a made-up password, <B40> base64 characters.
const lines: Record<string, string> = {
  py: `
parol = "<P>"
wandb.login(key="<H40>")
acme.api.key=<O40>
export ACME_API_KEY=<H32>
acme_token: <H40>
SECRET_KEY = config("SECRET_KEY", default="<O40>")
CREDENTIALS = ("deploy", "<P>")
user = User.objects.create_user("ann", "ann@acme.io", "<P>")
ssh.connect("10.0.0.4", 22, "root", "<P>")
ACME_KEY = "<O40>"
INIT_VECTOR = "<O16>"
if (api_token := "<O40>"):
host, user, passwd = "db", "ann", "<P>"
client.username_pw_set("dev", "<P>")
wachtwoord = "<P>"
heslo = "<P>"
SALT = "<O16>"
COOKIE_SECRET = "<O40>"
PASSWORDS = ["<P>"]
password_for_mail = "<P>"
password = given or fallback if given else "<P>"
getattr(settings, 'API_SECRET', '<O32>')
subprocess.run(["docker", "login", "-u", "ann", "-p", "<P>"])
os.environ['KAGGLE_KEY'] = '<H32>'
if password_entry.get() == "<P>":
text = """\\npassword: <P>\\n"""
users = {"admin": "<P>"}
SECRET_KEY: str = Field(default="<O40>")
API_TOKEN: Final[str] = "<O36>"
parser.add_argument("--api-key", default="<O32>")
client = Client("AC<H32>", "<H32>")
driver.find_element(By.ID, "password").send_keys("<P>")
keyring.set_password("orders", "ann", "<P>")
user, password = "ann", "<P>"
login = b64encode(b"orders:<P>")
password = "<P>"
PASSWORD = '<P>'
db_password: str = "<P>"
self.password = "<P>"
config["password"] = "<P>"
settings['DB_PASSWORD'] = '<P>'
"password": "<P>",
'PASSWORD': '<P>',
conn = psycopg2.connect(host="db", user="app", password="<P>")
engine = create_engine("postgresql://app:<P>@db.acme.io/orders")
if password == "<P>":
def connect(user, password="<P>"):
API_KEY = "<O32>"
api_key = os.getenv("API_KEY", "<O32>")
token = os.environ.get("TOKEN") or "<O40>"
os.environ["SECRET_TOKEN"] = "<O40>"
os.environ.setdefault("AUTH_TOKEN", "<H40>")
headers = {"X-Api-Key": "<O32>"}
headers = {"Authorization": "Bearer <O48>"}
client = Client(api_key="<O32>", timeout=3)
secret = b"<O32>"
SECRET_KEY = "<O50>"
jwt.encode(payload, "<O24>", algorithm="HS256")
app.secret_key = "<O24>"
ENCRYPTION_KEY = b"<B43>="
auth = ("svc", "<P>")
requests.get(url, auth=HTTPBasicAuth("svc", "<P>"))
smtp.login("bot@acme.io", "<P>")
private_key = "<H64>"
access_token = "<O20>" + "<O20>"
password = ("<P>")
PASSWORDS = {"admin_password": "<P>"}
redis.Redis(host="cache", password="<P>")
aws_secret_access_key="<B40>"
oauth_client_secret = "<O24>"
slack_token = "<O32>"
params = {"apikey": "<H32>"}
url = "https://api.acme.io/v1?api_key=<H32>"
WEBHOOK_SECRET = "<H40>"
seed = "<H32>"
cookie = "sessionid=<H32>"
session.auth = ("svc", "<P>")
password = base64.b64decode("<B32>")`,
  js: `
acme api key: <H40>
acmeToken = <H40>
await page.fill('input[name="password"]', '<P>');
cy.get('[name=password]').type('<P>');
function apiToken() { return '<O40>'; }
secretOrKey: '<O32>',
cookieSecret: "<B24>",
password: bcrypt.hashSync('<P>', 10),
if (document.form.password.value == "<P>") {
"adminPassword": { "value": "<P>" },
await login('ann', '<P>');
const algorithm = 'aes-256-ctr', password = '<P>';
const secret = "<O24>" +
await page.fill('#password', '<P>');
cy.get('#password').type('<P>');
const options = { auth: 'orders:<P>' };
new Wallet("0x<H64>");
const search = algoliasearch('<O10>', '<H32>');
const password = '<P>';
let dbPassword = "<P>";
var apiKey = \`<O32>\`;
const config = { password: '<P>' };
  clientSecret: '<O32>',
  'api-key': '<H32>',
module.exports.secretKey = '<O32>';
process.env.API_TOKEN = '<O40>';
const token = process.env.TOKEN || '<O40>';
const key = process.env.API_KEY ?? '<O32>';
if (password === '<P>') {
if ('<P>' === req.body.password) {
connect({ host, user: 'app', password: '<P>' });
mysql.createConnection({ host: 'db', user: 'root', password: '<P>' });
headers: { 'X-Auth-Token': '<O32>' },
headers: { Authorization: 'Bearer <O48>' },
jwt.sign(payload, '<O24>');
app.use(session({ secret: '<O24>' }));
crypto.createHmac('sha256', '<O32>');
const auth_token = "<H40>";
export const SENDER_PASSWORD = '<P>';
firebase.initializeApp({ apiKey: '<O39>' });
axios.get('https://api.acme.io/x?access_token=<O40>');
localStorage.setItem('authToken', '<O40>');
const creds = { username: 'admin', passwd: '<P>' };
this.accessToken = "<O40>";
const encryptionKey = Buffer.from('<H64>', 'hex');
const { API_SECRET = '<O32>' } = process.env;
fetch(url, { headers: { apikey: '<O40>' } });
client.setPassword('<P>');
const body = "{\\"password\\": \\"<P>\\"}";
fetch('https://x.acme.io', { body: JSON.stringify({ user: 'a', password: '<P>' }) });
return { accessKeyId: id, secretAccessKey: '<B40>' };
const pass = '<P>';
setToken('<O40>');`,
  ts: `
const ACME_KEY: string = "<O40>";
await userEvent.type(screen.getByLabelText('Password'), '<P>');
const accessToken = <string>"<O48>";
const orders = new OrdersDb('db.acme.io', 'root', '<P>');
private readonly apiKey: string = '<O32>';
password: string = '<P>';
const secret: string | undefined = '<O40>';
static readonly CLIENT_SECRET = '<O32>';
constructor(private password = '<P>') {}
@Input() apiToken = '<O40>';
export const environment = { production: true, apiSecret: '<O32>' };`,
  java: `
public String getApiToken() {\\n    return "<O40>";\\n}
driver.findElement(By.id("password")).sendKeys("<P>");
user.setPassword(passwordEncoder.encode("<P>"));
if (passwordField.getText().equals("<P>")) {
static final UUID API_KEY = UUID.fromString("<H8>-<H4>-4<H3>-a<H3>-<H12>");
String password = Optional.ofNullable(given).orElse("<P>");
.secret("{noop}<O32>")
props.put("mail.smtp.password", "<P>");
auth.withUser("ann").password("{noop}<P>").roles("ADMIN");
new BasicCredentialsProvider("ann", "<P>");
jedis.auth("<O20>");
byte[] key = "<O16>".getBytes();
private static final String PASSWORD = "<P>";
String apiKey = "<O32>";
props.setProperty("password", "<P>");
dataSource.setPassword("<P>");
Connection c = DriverManager.getConnection(url, "root", "<P>");
if (password.equals("<P>")) {
if ("<P>".equals(password)) {
map.put("secretKey", "<O32>");
@Value("\${db.password:<P>}")
new UsernamePasswordCredentials("svc", "<P>");
SecretKeySpec key = new SecretKeySpec("<O16>".getBytes(), "AES");
char[] password = "<P>".toCharArray();
builder.password("<P>");
String token = "<H40>";`,
  go: `
key, _ := hex.DecodeString("<H64>")
var secretKey, err = base64.StdEncoding.DecodeString("<B43>=")
acme_TOKEN ::= <O40>
password := "<P>"
const apiKey = "<O32>"
var secretKey string = "<O32>"
	Password: "<P>",
dsn := "app:<P>@tcp(db.acme.io:3306)/orders"
req.SetBasicAuth("svc", "<P>")
req.Header.Set("X-Api-Key", "<O32>")
viper.SetDefault("db.password", "<P>")
os.Setenv("API_TOKEN", "<O40>")
token.SignedString([]byte("<O24>"))
if pass == "<P>" {
var jwtKey = []byte("<O32>")`,
  php: `
$api_token .= "<O40>";
$api_token ??= "<O40>";
'cookieValidationKey' => '<O32>',
'password' => Hash::make('<P>'),
$passwort = '<P>';
$settings['hash_salt'] = '<O64>';
'crypt' => ['key' => '<H32>'],
$password = "<P>";
define('DB_PASSWORD', '<P>');
'password' => '<P>',
$config['db']['password'] = '<P>';
$api_key = '<H32>';
new PDO($dsn, 'app', '<P>');
mysqli_connect('db', 'root', '<P>', 'shop');
private $secretKey = '<O32>';
'secret' => env('APP_SECRET', '<O32>'),
putenv('API_TOKEN=<O40>');`,
  rb: `
set :password, '<P>'
  password { '<P>' }
let(:password) { '<P>' }
fill_in 'Password', with: '<P>'
password = '<P>'
:password => '<P>',
password: '<P>',
config.api_key = '<O32>'
ENV['SECRET_TOKEN'] ||= '<O40>'
API_TOKEN = ENV.fetch('API_TOKEN') { '<O40>' }
secret = ENV['SECRET'] || '<O40>'
config.secret_key_base = '<H128>'
http.basic_auth 'svc', '<P>'`,
  cs: `
public string ApiKey { get; set; } = "<O32>";
new ApiKeyServiceClientCredentials("<H32>")
string password = "<P>";
public const string ApiKey = "<O32>";
var cs = "Server=db;Database=shop;User Id=app;Password=<P>;";
new NetworkCredential("svc", "<P>");
options.ClientSecret = "<O40>";
Password = "<P>",
if (password == "<P>")
new SymmetricSecurityKey(Encoding.UTF8.GetBytes("<O40>"));`,
  rs: `
let token = std::env::var("API_TOKEN").unwrap_or("<O40>".into());
let password = env::var("DB_PASSWORD").unwrap_or_else(|_| "<P>".to_string());
const SECRET_KEY: &[u8] = b"<O32>";
.basic_auth("orders", Some("<P>"))
let password = "<P>";
const API_KEY: &str = "<O32>";
static SECRET: &'static str = "<O40>";
.password("<P>")
let token = String::from("<O40>");`,
  kt: `
val headers = mapOf("X-Token" to "<O32>")
val password = "<P>"
const val API_KEY = "<O32>"
private val clientSecret: String = "<O40>"
storePassword "<P>"
keyPassword = "<P>"`,
  sh: `
PASS=<P>
if [[ "<O40>" == "$api_token" ]]; then
mysqladmin -u root password '<P>'
unzip -P <P> data.zip
mc alias set store https://s3.acme.io <O20> <O40>
openssl pkcs12 -export -passout pass:<O12> -in a.pem -out a.p12
smbclient //files/orders -U ann%<O12>
zip -P <O12> out.zip folder
mongosh admin -u root -p <O14>
redis-server --requirepass <O20>
export DB_PASSWORD="<P>"
PASSWORD=<P>
API_KEY='<O32>'
curl -u svc:<P> https://ci.acme.io
curl -H "X-Api-Key: <O32>" https://api.acme.io
curl -H 'Authorization: Bearer <O48>' https://api.acme.io
PGPASSWORD=<P> psql -h db
mysql -u root -p<P> shop
sshpass -p '<P>' ssh root@10.0.0.4
docker login -u bot -p <O24> reg.acme.io
tool login --token <O40>
tool --password=<P>
TOKEN=\${TOKEN:-<O40>}
redis-cli -h cache -a <P>
echo "deploy:<P>" | chpasswd
curl -d '{"password":"<P>"}' https://api.acme.io
curl -d 'user=x&password=<P>' https://api.acme.io
java -Ddb.password=<P> -jar app.jar
kubectl create secret generic db --from-literal=password=<P>
export DSN="host=db user=app password=<P> dbname=x"`,
  env: `
CLAVE=<P>
DB_PASSWORD=<P>
SECRET_KEY=<O50>
API_TOKEN="<O40>"
SMTP_PASS='<P>'
JWT_SECRET=<O32>
DATABASE_URL=postgres://app:<P>@db.acme.io:5432/orders
REDIS_URL=redis://:<O24>@cache.acme.io:6379
AWS_SECRET_ACCESS_KEY=<B40>
ENCRYPTION_KEY=<H64>
export AUTH_TOKEN=<H40>
MAIL_PASSWORD=<P> # smtp`,
  yaml: `
- name: auth.password\\n  value: <O20>
tokens:\\n  - <O40>
api_keys:\\n  acme: <O40>
    command: --token=<O40> --verbose
  DbPassword:\\n    Type: String\\n    Default: <P>
      args:\\n        - --admin-password\\n        - <P>
- name: API_TOKEN\\n  secure: true\\n  value: <O40>
  api_token: |\\n    <O40>
- mysql_user: name=app password=<P> state=present
RABBITMQ_ERLANG_COOKIE: <O20>
secret_key_base: &base <H128>
  DbPassword:\\n    Type: String\\n    NoEcho: true\\n    Default: <P>
  smtp: { user: ann, pass: <O14> }
  password: <P>
  password: "<P>"
  api_key: <O32>
  client-secret: <O40>
      - DB_PASSWORD=<P>
      MYSQL_ROOT_PASSWORD: <P>
  token: '<H40>'
  - name: API_TOKEN\\n    value: <O40>
  - {name: API_TOKEN, value: <O40>}
  - Name: DB_PASSWORD\\n    Value: <P>
  - {Name: DB_PASSWORD, Value: "<P>"}
  - name: DB_PASSWORD\\n    value: "<P>"
    url: mongodb+srv://app:<P>@c0.acme.mongodb.net/x
  spring.datasource.password: <P>
  secret: <O32> # rotate me
  sonar.login: <H40>`,
  json: `
{"tokens": ["<O40>"]}
"apiKeys": { "acme": "<O40>", "other": "x" }
{"Parameters": {"DbPassword": {"Type": "String", "NoEcho": true, "Default": "<P>"}}}
  "password": "<P>",
  "apiKey": "<O32>",
  "client_secret": "<O24>",
  "ConnectionString": "Server=db;User Id=sa;Password=<P>;Database=x",
  { "name": "DB_PASSWORD", "value": "<P>" }
  "env": { "API_TOKEN": "<O40>" }
  "args": ["--token", "<O40>"]`,
  properties: `
spring.datasource.password=<P>
app.jwt.secret=<O40>
api.key=<O32>
db.password = <P>
jdbc.url=jdbc:mysql://db.acme.io/x?user=app&password=<P>`,
  ini: `
acme_token=m{{h}o)p\${e]<O15>>-_$#<O15>
password = <P>
aws_secret_access_key = <B40>
secret_key=<O40>
smtp_password = "<P>"`,
  toml: `
password = "<P>"
api_key = '<O32>'
token = "<O40>"`,
  tf: `
output "admin_password" {\\n  value = "<P>"\\n}
  name  = "/acme/db_password"\\n  type  = "SecureString"\\n  value = "<P>"
  password = "<P>"
  secret_key = "<B40>"
  admin_password = "<P>"
  default = "<P>"`,
  xml: `
<StringEntry Key="token"><O40></StringEntry>
<param name="secretKey"><![CDATA[<O32>]]></param>
<meta-data android:name="com.acme.API_TOKEN" android:value="<O40>" />
<param-name>apiKey</param-name><param-value><O32></param-value>
<password><P></password>
<property name="password" value="<P>"/>
<add key="ApiKey" value="<O32>" />
<user username="admin" password="<P>" roles="all"/>
<property name="hibernate.connection.password"><P></property>
<Pass encoding="base64"><O24></Pass>
<string name="api_secret"><O32></string>
<entry key="db.password"><P></entry>
<connection password="<P>" user="app"/>
<key>apiToken</key><string><O40></string>`,
  sql: `
INSERT INTO settings (name, value) VALUES ('smtp_password', '<O15>');
REPLACE INTO config VALUES (12, 'api_token', '<O40>');
CREATE USER 'app'@'%' IDENTIFIED WITH mysql_native_password BY '<P>';
INSERT INTO users (id, email, password) VALUES (1, 'ann@acme.io', '<P>');
CREATE DATABASE LINK shop CONNECT TO app IDENTIFIED BY <P> USING 'x';
EXEC sp_addlogin 'ann', '<P>';
CREATE USER 'app'@'%' IDENTIFIED BY '<P>';
ALTER USER app WITH PASSWORD '<P>';
CREATE ROLE app LOGIN PASSWORD '<P>';
SET PASSWORD FOR 'app' = '<P>';`,
  Dockerfile: `
ENV DB_PASSWORD <P>
ENV API_TOKEN=<O40>
ARG NPM_TOKEN=<O40>
RUN echo "root:<P>" | chpasswd`,
  ps1: `
$password = "<P>"
$secure = ConvertTo-SecureString "<P>" -AsPlainText -Force
$env:API_TOKEN = "<O40>"`,
  c: `
#define PASSWORD "<P>"
const char* password = "<P>";
static char api_key[] = "<O32>";
char *pass = "<P>";`,
  hrl: `
-define(DB_PASS, "<P>").`,
  abap: `
lv_password = '<P>'.`,
  swift: `
UserDefaults.standard.set("<O32>", forKey: "authToken")
let password = "<P>"
let apiKey: String = "<O32>"`,
  scala: `
val password: String = "<P>"
"password" -> "<P>"`,
  vb: `
Dim apiKey As Object = "<O32>"
If txtPass.Text = "<P>" Then
Dim password As String = "<P>"`,
  pl: `
=head1 NAME\\n\\nx\\n\\n=cut\\n\\nmy $password = '<P>';
my $password = '<P>';
password => '<P>',`,
  m: `
NSString *apiKey = @"<O32>";`,
  bat: `
setx API_TOKEN <O40>
set PASSWORD=<P>
set "API_TOKEN=<O40>"`,
  mk: `
API_TOKEN += "<O40>"
API_TOKEN ::= <O32>
API_KEY ?= <O40>
DB_PASSWORD := <P>`,
  gradle: `
credentials { username 'ci'; password '<P>' }
storePassword '<P>'
password = "<P>"`,
  clj: `
(def password "<P>")
{:password "<P>" :user "ann"}
:api-key "<O32>"`,
  dart: `
final apiKey = '<O32>';`,
  cfg: `
acme_token: |\\n  <O40>
transport_url = rabbit://nova:<P>@mq.acme.io
bindpw <P>
fernet_key = <B43>=
stats auth admin:<P>
requirepass <O20>
AuthLDAPBindPassword <O14>
SetEnv API_KEY <O32>
snmp-server community <O12> RO
ansible_ssh_pass=<P>
ansible_become_password: <P>
enable_password = <P>`,
  log: `
[DEBUG] Using Key=<O40> for the request
password is <P>
using api key <O40>
token=<O40>
password: <P>`,
  md: `
- **Password**: \`<P>\`
Sign in with admin / password \`<P>\`
| API key | \`<O40>\` |
export API_TOKEN=<O40>
Authorization: Bearer <O48>
password: <P>`,
  pyi: `
secret = "".join(["<H20>", "<H20>"])
box = SecretBox(bytes.fromhex("<H64>"))`,
  mjs: `
const token = ['<O20>', '<O20>'].join('');
const [user, password] = ['svc', '<P>'];
const secretKey = new TextEncoder().encode('<O40>');`,
  yml: `
X-Api-Key:\\n  - <H32>
hmac_key: !!binary <B43>=
- { key: API_TOKEN, value: <H40> }`,
  conf: `
ldap_default_authtok = <P>`,
  pks: `
c_password CONSTANT VARCHAR2(30) := '<P>';
DECLARE @password NVARCHAR(50) = N'<P>';`,
  eml: `
Your new password is: <O20>`,
  rst: `
The password is \`\`<O20>\`\`.`,
  ndjson: `
{ "text": "the token is <O40>" }`,
};

/** Lines where the odd one of a family is not a credential by its name alone. */
const exempt = new Set(['  default = "<P>"']);

const cases = Object.entries(lines).flatMap(([kind, text]) =>
  text
    .split('\n')
    .filter((line) => line !== '' && !exempt.has(line))
    .map((line) => ({
      path: kind === 'env' ? 'deploy/.env' : kind === 'Dockerfile' ? kind : `src/app.${kind}`,
      line: line.replaceAll('\\n', '\n'),
    })),
);

describe('lines with a secret', () => {
  it('are many', () => expect(cases.length).toBeGreaterThan(200));

  it('are all found, each with its value', () => {
    const missed: string[] = [];
    cases.forEach(({ path, line }, index) => {
      for (const seed of ['a', 'b', 'c']) {
        const { text, values } = fill(line, `${path} ${index} ${seed}`);
        const found = searchText(text, placeOf(path, 'text', text), rules);
        const whole = values.join('');
        if (
          !found.some(
            ({ value }) =>
              value === whole ||
              value === values[0] ||
              value.endsWith(values.at(-1) ?? whole) ||
              (value.includes(values[0] ?? '') && /:\/\/|=$/.test(value)),
          )
        )
          missed.push(
            `${path}: ${text} -> ${found.map(({ rule, value }) => `${rule.id} ${value}`).join('; ') || 'nothing'}`,
          );
      }
    });
    expect(missed).toEqual([]);
  });
});

function fill(line: string, seed: string): { text: string; values: string[] } {
  const values: string[] = [];
  const text = line.replace(/<([OHPB])(\d*)>/g, (_, kind: string, length: string) => {
    const value = made(kind, Number(length), `${seed} ${values.length}`);
    values.push(value);
    return value;
  });
  return { text, values };
}

function made(kind: string, length: number, seed: string): string {
  return expandExample(
    {
      O: `{{random:[A-Za-z0-9]{${length}}}}`,
      H: `{{random:[a-f0-9]{${length}}}}`,
      B: `{{random:[A-Za-z0-9+/]{${length}}}}`,
    }[kind] ??
      '{{random:(?:[A-Z][a-z]{3}[0-9]{2}[!#%_-][a-zA-Z0-9]{4}|[A-Z][a-z]{5}20[0-9]{2}!|[a-z]{4}[0-9]{4}[A-Z]{3}|[a-zA-Z]{6}[0-9][a-zA-Z0-9]{5}|Sup3r[A-Z]3cr3t[0-9]{2})}}',
    seed,
  );
}
