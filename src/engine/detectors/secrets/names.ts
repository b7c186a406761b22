// Splits the name that a value is assigned to into words, and says what the name promises.
import type { assignments } from './schema.ts';

export type NameKind = (typeof assignments)[number];

/** The literals at which the assignment scanner looks; each stands inside a credential's name. */
export const nameKeywords = [
  'pass',
  'pwd',
  'secret',
  'token',
  'key',
  'auth',
  'cred',
  'salt',
  'seed',
  'sess',
  'cookie',
  'bearer',
  'kennwort',
  'senha',
  'contrase',
  'wachtwoord',
  'haslo',
  'heslo',
  'parola',
  'salasana',
  'lozinka',
  'adgangskode',
  'jelszo',
  'sifre',
  'mdp',
  'sandi',
  'parol',
  'clave',
  'kodeord',
  'losenord',
  'pw',
  'nonce',
  'conn',
  'identified by',
  'identified with',
  'psk',
  'pepper',
  'init_vector',
  'initvector',
  'sig',
] as const;

/** The words of a name in camelCase, UPPER_SNAKE, kebab-case or mixtures, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9\u00e0-\u00ff]+/)
    .filter((word) => word !== '');
}

const passwordWord =
  /^(?:(?:[a-z]{0,16})?(?:password|passwd|passphrase|passcode|passwort)\d{0,2}|(?:[a-z]{0,8})?pwd\d{0,2}|(?!(?:com|by|sur|tres|under|over|sub|render|shader|first|second|multi|single|two|one|full|main|pre|post|depth|shadow|fast|slow|low|high|band|all|is|has|no|did|not|tres|any|last|next|per)pass)[a-z]{0,10}pass\d{0,2}|masterauth|authtok|(?:w(?:pa|ifi|lan)_?)?psk|presharedkey|(?:bind|root|admin|user|db|my|pg|ldap|olcroot|repl|smb|mail|smtp|ftp|svc|app|os|new|old|key|trust|store)pw|p(?:ass)?w|userpwd|passe|passwords|storepass|keypass)$/;
/** The same in other languages. */
const foreignPassword =
  /^(?:kennwort|senha|contrase[nñ](?:a|ya)|motdepasse|mdp|wachtwoord|haslo|heslo|parola|salasana|lozinka|adgangskode|jelszo|sifre|sandi|katasandi|parol|clave|kodeord|losenord)\d{0,2}$/;
const keyOwner =
  /^(?:api|app|access|secret|private|priv|encryption|encrypt|enc|decryption|crypto|signing|sign|signature|auth|master|account|storage|shared|service|client|consumer|license|licence|aes|des|crypt|hmac|jwt|session|cookie|ssh|deploy|admin|webhook|fernet|security|function|subscription|authorization|server|write|ingest|ingestion|integration|publish|upload|rest|sas|host|primary|root|sdk|cipher|rsa|ecdsa|tls|ssl|wif|seed|wallet|validator|machine|team|project|org|user|web|bot|developer|dev|prod|production|live|test|sandbox|merchant|payment|stripe|openai|gemini|anthropic|claude|google|maps|aws|azure|twilio|sendgrid|mailgun|algolia|datadog|github|gitlab|slack|s3|minio|tmdb|omdb|weather|openweather|newsapi|rapidapi|giphy|youtube|elastic|pinecone|cohere|groq|mistral|deepseek|perplexity|replicate|huggingface|hf|openrouter|xai|fireworks|together|tavily|serpapi|elevenlabs|firebase|supabase|mapbox|kaggle|wandb|comet|neptune|langchain|langsmith|nvidia|ngc|unsplash|pexels|pixabay|finnhub|alphavantage|quandl|etherscan|infura|alchemy|coinmarketcap|binance|kucoin|okx|bybit|kraken|dropbox|trello|asana|notion|airtable|hubspot|mailchimp|mailjet|postmark|resend|sparkpost|vonage|nexmo|plivo|messagebird|pubnub|ably|agora|zoom|shopify|square|paypal|braintree|adyen|mollie|razorpay|coinbase|plaid|segment|mixpanel|amplitude|rollbar|bugsnag|newrelic|honeycomb|grafana|pagerduty|travis|circleci|codecov|snyk|nuget|pypi|npm|heroku|netlify|vercel|cloudflare|fastly|linode|hetzner|pushover|yandex|baidu|tencent|aliyun|alibaba|qiniu|wechat|amap|naver|kakao)$/;
/** Words after the credential's word that make the name stand for something about it. */
const about =
  /^(?:field|fields|name|names|count|counts|length|len|type|types|url|urls|uri|endpoint|path|paths|file|filename|dir|expires?|expiry|expiration|expired|ttl|timeout|limit|limits|id|ids|policy|regex|regexp|pattern|patterns|label|labels|placeholder|hint|error|errors|err|message|messages|msg|header|headers|prefix|suffix|env|var|reset|input|form|status|param|params|column|attribute|attr|index|idx|kind|class|text|title|description|desc|help|min|max|size|required|enabled|disabled|ref|refs|selector|strength|validator|validation|rule|rules|bucket|buckets|schema|format|mode|method|strategy|provider|manager|service|handler|callback|listener|budget|plan|plans|quota|tier|usage|cost|price|rate|window|stream|list|set|map|store|cache|event|events|action|page|screen|view|route|routes|button|link|icon|confirm|confirmation|match|mismatch|visibility|visible|show|toggle|changed|updated|created|at|date|time|timestamp|age|version|algorithms?|algos?|alg|ciphers?|encryption|encoding|encoder|hasher|mgr|annotation|annotations|cookie|cookies|namespace|ns|rounds|cost|iterations|bits|bytes|char|chars|prompt|question|template|example|sample|scope|scopes|audience|issuer|aud|iss|source|target|location|region|regions|zone|backend|options|config|configuration|settings|info|metadata|data|details|state|property|properties|prop|props|ring|board|down|up|press|code|codes|frame|frames|word|words|point|points|stroke|press|space|logger|request|requests|response|result|results|flow|helper|factory|interface|impl|section|sections|jndi|host|hosts|hostname|port|ports|driver|drivers|aes\d+|ccm|gcm|cbc|chacha\d+|test|tests|spec|mock|missing|not|invalid|valid|is|required|too|must|should|incorrect|wrong|ok|success|successful|failed|failure|forgot|forgotten|recovery|change|update|verify|verification|check|checker|login|logout|signin|signup|generator|hash|hashes|sha\d*|md5|digest|fingerprint|checksum|thumbprint|pub|public|pair|mapping|order|sort|by|of|for|from|to|in|with|and|or|on|last|used|charset|collation|dialog|dialogs|require|requires|requirement|requirements|tooltip|separator|delimiter|symbol|symbols|decimals|holder|holders|contract|icon|table|tables)$/;
/** Words before it that do the same. */
const unrelated =
  /^(?:on|amz|goog|max|min|num|number|total|count|is|has|no|show|hide|should|can|csrf|xsrf|authenticity|antiforgery|public|pub|publishable|anon|next|page|continuation|cursor|pagination|sealed|sync|resume|primary|foreign|partition|sort|cache|row|group|map|dict|hash|i18n|translation|object|message|css|style|class|tokenizer|special|pad|eos|bos|unk|mask|sep|cls|stop|prompt|completion|input|output|lexer|parser|syntax|ast|keyword|current|prev|previous|peek|parse|site|recaptcha|captcha|vapid|invalid|wrong|bad|missing|forgot|reset|change|confirm|verify|validate|check|generate|hashed|encrypted|bypass|compass|surpass|tooltip|query|search|filter|unique|lookup|index|json|yaml|config|setting|data|field|property|header|cookie|route|event|metric|label|tag|log|redis|routing|design|color|theme|dedup|dedupe|idempotency|by|press|hot|short|arrow|shift|ctrl|meta|alt|escape|enter|tab)$/;

/** The same before a secret: what signs a cookie is none of it. */
const unrelatedToSecret =
  /^(?:on|max|min|num|number|total|count|is|has|no|show|hide|should|can|public|pub|i18n|translation|message|css|style|class|invalid|wrong|bad|missing|forgot|reset|change|confirm|verify|validate|check|generate|hashed|encrypted|index|search|filter|lookup|field|property|header|label|tag|route|metric)$/;

const remembered = new Map<string, NameKind | undefined>();
const maxRemembered = 20_000;

/** What a name promises: a password, a key or token, a salt; undefined when it names something else. */
export function kindOfName(name: string): NameKind | undefined {
  // Code says the same few names again and again.
  if (remembered.has(name)) return remembered.get(name);
  if (remembered.size >= maxRemembered) remembered.clear();
  const kind = judgeName(name);
  remembered.set(name, kind);
  return kind;
}

function judgeName(name: string): NameKind | undefined {
  const words = wordsOf(name);
  // The id of an app, which its registration calls a key.
  // What stands where a secret was.
  if (words[0] === 'redacted' || words[0] === 'masked') return undefined;
  if (words[0] === 'social' && words[1] === 'auth' && words.at(-1) === 'key') return undefined;
  // The name of an element of a document, as `ElemPassword`.
  if (/^(?:elem|element|attr|attribute|xml|tag|xpath)$/.test(words[0] ?? '')) return undefined;
  // What keeps a request from being made twice.
  if (/(?:client_?request|lifecycle_?action|idempotency)_?token$/i.test(name)) return undefined;
  if (/^token_?key$/i.test(name)) return 'key';
  if (/^cookie_?validation_?key$/i.test(name)) return 'key';
  // Palau, in the name of a locale.
  if (/^[a-z]{2,3}[_-]PW$/.test(name)) return undefined;
  // When Ansible is to set a password, not which.
  if (/^update_password$/i.test(name)) return undefined;
  // Passport's `secretOrKey`.
  if (/^secret_?or(?:_?private)?_?key$/i.test(name)) return 'key';
  // From the end: the last words say what the thing is.
  for (let i = words.length - 1; i >= 0; i--) {
    const kind = kindAt(words, i);
    if (kind === undefined) continue;
    for (let k = i + 1; k < words.length; k++) {
      const after = words[k] as string;
      // `password_for_mail` is whose it is, not something about it.
      if (kind === 'password' && k === i + 1 && k < words.length - 1 && /^(?:for|of)$/.test(after)) continue;
      if (
        about.test(after) &&
        !(
          k === words.length - 1 &&
          /^(?:test|dev|prod|id)$/.test(after) &&
          kind === 'password' &&
          after !== 'id'
        )
      )
        return undefined;
    }
    const before = words[i - 1];
    const others =
      /^(?:secret(?:key)?|salt)$/.test(words[i] as string) || words[i - 1] === 'secret'
        ? unrelatedToSecret
        : unrelated;
    if (before !== undefined && others.test(before) && !(before === 'encrypted' && kind === 'key')) {
      if (
        kind !== 'password' ||
        /^(?:on|max|min|num|number|is|has|no|show|hide|should|can|invalid|wrong|bad|missing|forgot|reset|confirm|verify|validate|check|hashed|encrypted|bypass|forgotten)$/.test(
          before,
        )
      )
        return undefined;
    }
    return kind;
  }
  return undefined;
}

/** `ACME_KEY`: nothing is known of what the key belongs to, so that only the value can say what it is. */
export function isUnownedKey(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.length > 1 &&
    words.at(-1) === 'key' &&
    mayOwnKey(words, words.length - 1) &&
    !words.includes('secret') &&
    !keyOwner.test(words.at(-2) as string) &&
    !/^(?:secret|token|tok|bearer|credentials?|creds?|base)$/.test(words.at(-2) as string)
  );
}

/** Words before `key` that name what is looked up with it. */
const lookedUp =
  /^(?:playlist|track|song|album|artist|episode|channel|board|card|room|chat|conversation|run|game|match|round|tile|location|venue|style|sheet|survey|form|quiz|ticket|issue|epic|sprint|domain|block|transaction|tx|address|issuer|mint|pool|owner|authority|council|treasury|user|customer|member|file|image|img|photo|picture|asset|media|video|audio|document|doc|record|item|entity|node|job|task|queue|order|product|customer|article|post|comment|thread|message|msg|folder|bucket|blob|upload|download|storage|registry|reg|menu|tree|list|table|column|attr|attribute|option|param|state|cell|range|chart|graph|plot|series|metric|feature|flag|experiment|variant|version|commit|revision|content|template|layout|locale|lang|language|string|text|title|name|type|kind|enum|const|error|err|status|code|api|hotkey|key|keyboard|composite|natural|surrogate|candidate|business|parent|child|left|right|first|last|start|end|begin|min|low|high|old|new|same|other|another|this|that|the|a|an|any|some|each|every|none|no|not|unknown|default|dummy|fake|mock|sample|example|ssh|gpg|pgp|kms|cert|certificate|ca|root|host|apt|yum|rpm|repo|deb|pubkey|armor|ed25519|rsa|dsa|ec|ecdsa|x509|verification|verifying|verify|identity|peer|node|public|mirror|ref|reference|lock|mutex|semaphore|hmset|hash|digest|checksum|fingerprint|sha|md5|etag|cache|cached|memo|bloom|shard|slot|vector|tensor|weight|weights|model|layer|module|plugin|component|widget|control|element|tag|label|class|style|css|scope|namespace|session|request|response|trace|span|correlation|build|artifact|package|dep|dependency|snapshot|backup|archive|restore|fixture|golden|expected|actual|test|tests)$/;

function mayOwnKey(words: readonly string[], i: number): boolean {
  return (
    words[i] === 'key' &&
    i === words.length - 1 &&
    !words.slice(0, i).some((word) => lookedUp.test(word) || unrelated.test(word)) &&
    /^[a-z]{2,24}\d?$/.test(words[i - 1] ?? '')
  );
}

const afterPass =
  /^(?:dev|prod|production|test|staging|stage|local|db|main|new|old|default|live|\d+|b64|base64|plain|raw|value|val|word|phrase|code|wd|admin|root|user)$/;

function kindAt(words: readonly string[], i: number): NameKind | undefined {
  const word = words[i] as string;
  const before = words[i - 1] ?? '';
  const after = words[i + 1] ?? '';
  if (passwordWord.test(word) || foreignPassword.test(word)) {
    // To pass something on, and what has passed.
    if (word === 'pass' && after !== '' && !afterPass.test(after)) return undefined;
    // Where a web server sends a request on to.
    if (word === 'pass' && /^(?:fastcgi|proxy|uwsgi|scgi|grpc|memcached)$/.test(before)) return undefined;
    return 'password';
  }
  if (word === 'phrase' && before === 'pass') return 'password';
  if (
    /^(?:secret|secrets|[a-z]{0,12}secret\d?|token|[a-z]{2,14}token\d?|tok|bearer|credentials?|creds?|apikey\d?|[a-z]{0,12}apikey|authkey|accesskey|secretkey|privatekey|encryptionkey|masterkey|signingkey|authtoken|passkey|appkey|sessionkey|aeskey|jwtkey|hmackey|accountkey)$/.test(
      word,
    )
  ) {
    if (/^(?:tokens|untoken|subtoken|pretoken)$/.test(word)) return undefined;
    if (words[i - 2] === 'public' && before === 'key') return undefined;
    if (word === 'token' && after === 'key') return undefined;
    // The address of a device for messages to it.
    if (word === 'token' && /^(?:device|push)$/.test(before)) return undefined;
    return 'key';
  }
  if ((word === 'key' || word === 'keys' || /^key\d$/.test(word)) && words.length > 1)
    return keyOwner.test(before) || (before === 'base' && words[i - 2] === 'key') || mayOwnKey(words, i)
      ? 'key'
      : undefined;
  if (word === 'base' && before === 'key' && /^(?:secret|db|otp)$/.test(words[i - 2] ?? '')) return 'key';
  // A key of nothing in particular opens something or only names it: the value decides, see generic.ts.
  if (word === 'key' && words.length === 1) return 'key';
  if (word === 'cookie' && before === 'erlang') return 'key';
  if (word === 'auth' || word === 'authorization' || word === '_auth')
    return i === words.length - 1 ? 'key' : undefined;
  if (/^(?:salt|nonce|seed)$/.test(word) && i === words.length - 1) return 'salt';
  if (word.endsWith('vector') && (before.startsWith('init') || word.startsWith('init'))) return 'salt';
  if (word === 'pepper' && after === '') return 'salt';
  if (/^(?:php|j)?sess(?:ion)?id$/.test(word) || (word === 'session' && after === '' && before === 'cookie'))
    return 'key';
  return undefined;
}
