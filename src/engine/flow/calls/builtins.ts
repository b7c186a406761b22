// What the commonest methods and functions of the languages do to a value, by name.

/** Results that hold nothing of the text that went in. */
export const inertResults = new Set([
  'length', 'size', 'count', 'indexOf', 'lastIndexOf', 'findIndex', 'localeCompare', 'charCodeAt', 'codePointAt',
  'Number', 'parseInt', 'parseFloat', 'Boolean', 'BigInt', 'isNaN', 'isArray', 'isInteger', 'getTime', 'now',
  'int', 'float', 'bool', 'len', 'ord', 'hash', 'abs', 'sum', 'isinstance', 'issubclass', 'callable', 'range', 'id',
  'startsWith', 'endsWith', 'startswith', 'endswith', 'includes', 'has', 'isdigit', 'isalpha', 'isalnum', 'test',
  'getDate', 'getDay', 'getMonth', 'getFullYear', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds',
  'toPrecision', 'toLocaleDateString', 'toLocaleTimeString', 'toLocaleString', 'toUTCString', 'toDateString',
  'hexdigest', 'digest', 'uuid4', 'uuid1', 'randomUUID', 'randomBytes', 'token_hex', 'token_urlsafe', 'getpid',
  'toFixed', 'isoformat', 'toISOString', 'time', 'timestamp', 'total_seconds', 'bit_length', 'UUID', 'ObjectId',
  'Decimal', 'Date', 'fromisoformat', 'strptime', 'print', 'hasOwnProperty', 'every', 'typeof', 'fileno',
]); // prettier-ignore

/** Functions and methods that hand the text on as it is, or nearly. */
export const faithful = new Set([
  'trim', 'trimStart', 'trimEnd', 'strip', 'lstrip', 'rstrip', 'toLowerCase', 'toUpperCase', 'lower', 'upper', 'title',
  'capitalize', 'toString', 'String', 'str', 'repr', 'bytes', 'slice', 'substring', 'substr', 'split', 'rsplit',
  'splitlines', 'partition', 'rpartition', 'encode', 'decode', 'concat', 'padStart', 'padEnd', 'repeat', 'normalize',
  'valueOf', 'from', 'of', 'list', 'tuple', 'set', 'dict', 'sorted', 'reversed', 'reverse', 'sort', 'values', 'keys',
  'items', 'entries', 'get', 'getlist', 'getAll', 'pop', 'shift', 'at', 'copy', 'fromEntries', 'assign', 'parse',
  'loads', 'stringify', 'dumps', 'decodeURIComponent', 'decodeURI', 'unescape', 'unquote', 'unquote_plus', 'b64decode',
  'atob', 'read', 'readline', 'readlines', 'json', 'text', 'formData', 'arrayBuffer', 'get_json', 'get_data', 'getvalue',
  'match', 'matchAll', 'exec', 'next', 'iter', 'enumerate', 'zip', 'filter', 'min', 'max', 'first', 'resolve', 'join', 'setdefault', 'removeprefix',
  // Java
  'nextElement', 'getValue', 'getBytes', 'toCharArray', 'toList', 'getKey', 'stream', 'collect', 'iterator', 'orElse', 'orElseGet', 'orElseThrow', 'readLine', 'readAllBytes', 'copyValueOf', 'encodeToString', 'decodeBase64', 'encodeBase64', 'getFirst', 'removeFirst', 'elementAt', 'peek', 'poll', 'findFirst', 'block', 'asText', 'getAsString', 'getString', 'optString', 'entrySet', 'keySet', 'nextToken', 'nextLine', 'intern', 'asList', 'toArray', 'getOrDefault', 'ofNullable', 'BufferedReader', 'InputStreamReader', 'StringReader', 'ByteArrayInputStream', 'ObjectInputStream', 'BufferedInputStream', 'DataInputStream', 'GZIPInputStream', 'String', 'CharSequence', 'requireNonNull', 'requireNonNullElse', 'getInputStream', 'stripLeading', 'stripTrailing', 'toURI', 'toURL', 'toPath', 'toFile', 'getAbsolutePath', 'getCanonicalPath', 'toAbsolutePath', 'readValue', 'readTree', 'getPath', 'URI', 'create', 'InputSource', 'URLDecoder', 'StringTokenizer', 'unmodifiableList', 'addAll', 'resolveSibling', 'build', 'newBuilder', 'uri', 'Scanner', 'useDelimiter', 'getUserPart', 'subSequence', 'indent', 'strip', 'lines',
  // Go
  'TrimSpace', 'Trim', 'TrimPrefix', 'TrimSuffix', 'TrimLeft', 'TrimRight', 'ToLower', 'ToUpper', 'Title', 'Split', 'SplitN', 'Fields', 'Replace', 'ReplaceAll', 'Repeat', 'ReadAll', 'NewReader', 'NewBufferString', 'NewBuffer', 'NewScanner', 'NewDecoder', 'Text', 'Bytes', 'ReadString', 'ReadBytes', 'QueryUnescape', 'PathUnescape', 'DecodeString', 'Sprint', 'Sprintln', 'Get', 'Clean', 'Abs', 'EvalSymlinks', 'Join', 'ToSlash', 'FromSlash', 'append', 'Clone', 'LimitReader', 'MaxBytesReader', 'NopCloser', 'Query', 'String', 'StringVal', 'ParseQuery', 'Parse', 'ParseRequestURI', 'Values', 'Cut', 'UnescapeString', 'EncodeToString', 'NewRequest', 'NewRequestWithContext', 'JoinPath', 'FromContext', 'CopyString', 'UnsafeString', 'Copy',
  'removesuffix', 'expandtabs', 'casefold', 'swapcase', 'flat', 'raw', 'cast', 'structuredClone', 'model_dump', 'Array', 'URLSearchParams', 'URL', 'Map', 'Set', 'Path', 'PurePath', 'Buffer', 'Object', 'freeze', 'seal',
]); // prettier-ignore

/** Of these the ones that make something else in JavaScript and Python, such as the row of `Order.create(fields)`. */
export const makesInScripts = new Set(['create', 'build', 'block', 'collect', 'poll', 'uri']);

/** And those that do something else where the receiver is no text, list or module for them: `orders.list(query)`. */
export const actsInScripts = new Set([
  'list', 'set', 'match', 'matchAll', 'resolve', 'copy', 'text', 'exec', 'items', 'next', 'assign', 'first', 'values', 'keys',
  'read', 'json', 'filter', 'of', 'entries', 'get', 'getAll', 'pop', 'shift', 'sort', 'at', 'iter', 'raw', 'cast', 'min', 'max',
  'formData', 'readline', 'readlines', 'iterator', 'stream', 'getValue', 'getPath', 'getFirst', 'findFirst', 'lines', 'title',
]); // prettier-ignore

/** The modules and classes whose functions of these names hand on what they are given. */
export const handsOn =
  /^(?:String|Array|Object|JSON5?|Buffer|Promise|RegExp\(\)|URL|URLSearchParams|Map|Set|Reflect|Iterator|Response|path(?:\.(?:posix|win32))?|url|util|querystring|qs|_|lodash\S*|underscore|R|ramda|bluebird|Q|Bluebird|immutable\S*|he|iconv\S*|copy|itertools|functools|operator|builtins|str|bytes|bytearray|dict|list|tuple|set|os\.path|posixpath|ntpath|pathlib\S*|codecs|string|six\S*|asyncio|typing|cast|more_itertools|toolz)$/;

/** Calls that look up a text of the project's own in its catalogue: `i18n.t('save')`, `__('Save')`. */
export const translates =
  /(?:^|[.:])(?:_|__|_[xne]|_l?t|_nx|esc_(?:html|attr)(?:__|_e|_x)|[dpn]{0,2}gettext(?:_lazy|_noop)?|ugettext(?:_lazy)?|\$?tc?|\$?te|\$?translate|trans|trans_choice|transChoice|i18n|localize|localise|getMessage|formatMessage|lang|getText|tr)$/;

/** Methods that look up their first argument and return what is there, or the second. */
export const lookups = new Set(['get', 'pop', 'setdefault', 'Load']);

/** Methods that call their first argument with each element. */
export const eachElement = new Set([
  'map',
  'forEach',
  'filter',
  'flatMap',
  'some',
  'every',
  'find',
  'findIndex',
  'each',
  'mapLimit',
]);

/** Methods that take one out of a list, or what an optional value holds; the first argument stands for none. */
export const takesOne =
  /^(?:orElse(?:Get|Throw)?|(?:first|last|single)(?:OrNull)?|(?:First|Last|Single)(?:OrDefault)?(?:Async)?|ElementAt(?:OrDefault)?|elementAt|getFirst|getLast|removeFirst|removeLast|next|nextElement|shift|peek|poll|Peek|Dequeue|Pop|sample|findAny|find|findLast|at)$/;

/** Methods that call their first argument with the receiver itself. */
export const withReceiver = new Set(['then', 'finally', 'tap', 'pipe', 'also', 'let']);

/** Functions that hand back what their first argument, a function, returns. */
export const calledAtOnce = new Set([
  'useMemo',
  'computed',
  'createMemo',
  'untracked',
  'untrack',
  'memoizeOne',
  'attempt',
  'tryCatch',
]);

/** Functions and methods whose result lies in one piece below a root: dots are gone from it. */
export const resolvers =
  /^(?:resolve|normalize|realpath|realpathSync|native|abspath|normpath|join|safe_join|canonicalPath|getCanonicalPath|getCanonicalFile|Clean|Abs|Join|expand_path|GetFullPath|relative|toRealPath)$/;

/** Languages whose `join` puts paths together and leaves the dots that lead upwards in them. */
export const joinsOnly: ReadonlySet<string> = new Set(['python', 'ruby']);

/** Methods that add their argument to the receiver. */
export const adders = new Set([
  'push',
  'append',
  'unshift',
  'add',
  'extend',
  'insert',
  'write',
  'concat',
  'appendleft',
]);

/** Things that take text in and are not changed by it as far as their other properties go. */
export const isFile = /(?:open|File|TemporaryFile|fdopen)\(\)$/;

/** Names that promise to make a value harmless, or at least to look at it; believed by half. */
export const looksLikeSanitizer =
  /(?:escape|^_{0,2}esc(?:_|$)|sanit|clean|purify|quote|encode|valid|whitelist|allowlist|strip_?tags|safe(?!_?load)|assert|ensure|verif|check(?:ed|url|path|host)|allow(?:ed|list)|normalize_?path|secure|redact|mask|slugify|slug)/i;

/** Types that say nothing of what a value stands for. */
export const plainType = /^(?:String|Object|CharSequence|var|any|string|error|interface\{\}|[A-Z])$|\[\]/;

/** Types of objects that a program makes itself: a parameter of such a type brings no text of its own. */
export const serviceType =
  /(?:Service|Repository|Repo|Dao|DAO|Factory|Manager|Template|Connection|DataSource|Statement|Session|Client|Logger|Log|Context|Config|Configuration|Mapper|Controller|Provider|Registry|Store|Pool|DB|Tx|Conn|Cache|Engine|Executor|Builder|Encoder|Decoder|Parser|Validator|Response|ResponseWriter|Writer|PrintStream|Helper|Utils?|Server|Router|Class|Locale|Charset)$/;

/** What enumerations of other files are called. */
export const enumName =
  /^(?:Kind|Mode|Direction|Level|[A-Z]\w+(?:Kind|Type|Status|State|Mode|Level|Role|Direction|Enum))$/;

/** Base classes of enumerations. */
export const enumBase = /(?:^|\.)(?:Str|Int)?(?:Enum|Flag)$/;

/** Types that leave an attacker no room. */
export const inertType =
  /^(?:Optional\[)?(?:number|bigint|boolean|int|float|bool|UUID|uuid\.UUID|Date|date|datetime|datetime\.\w+|Decimal|long|short|double|Integer|Long|Double|Boolean|Guid|u?int(?:8|16|32|64)?|i32|i64|u32|u64|usize|time\.Time|LocalDate\w*|PositiveInt|conint\(.*|ObjectId|PydanticObjectId|(?:ipaddress\.)?IPv(?:4|6|Any)(?:Address|Network)|Literal\[.*)\]?(?:\|None|\|null|\|undefined|=.*)?$/;
