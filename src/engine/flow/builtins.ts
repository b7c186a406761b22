// What the commonest methods and functions of the languages do to a value, by name.

/** Results that hold nothing of the text that went in. */
export const inertResults = new Set([
  'length', 'size', 'count', 'indexOf', 'lastIndexOf', 'findIndex', 'localeCompare', 'charCodeAt', 'codePointAt',
  'Number', 'parseInt', 'parseFloat', 'Boolean', 'BigInt', 'isNaN', 'isArray', 'isInteger', 'getTime', 'now',
  'int', 'float', 'bool', 'len', 'ord', 'hash', 'abs', 'sum', 'isinstance', 'issubclass', 'callable', 'range', 'id',
  'startsWith', 'endsWith', 'startswith', 'endswith', 'includes', 'has', 'isdigit', 'isalpha', 'isalnum', 'test',
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
  'next', 'iter', 'enumerate', 'zip', 'filter', 'min', 'max', 'first', 'resolve', 'join', 'setdefault', 'removeprefix',
  'removesuffix', 'expandtabs', 'casefold', 'swapcase', 'flat', 'raw', 'cast', 'structuredClone', 'model_dump', 'Array', 'URLSearchParams', 'URL', 'Map', 'Set', 'Path', 'PurePath', 'Buffer', 'Object', 'freeze', 'seal',
]); // prettier-ignore

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

/** Methods that call their first argument with the receiver itself. */
export const withReceiver = new Set(['then', 'finally', 'tap', 'pipe', 'also', 'let']);

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

/** Names that promise to make a value harmless, or at least to look at it; believed by half. */
export const looksLikeSanitizer =
  /(?:escape|sanit|clean|purify|quote|encode|valid|whitelist|allowlist|strip_?tags|safe(?!_?load)|normalize_?path|secure|redact|mask|slugify|slug)/i;

/** Types that leave an attacker no room. */
export const inertType =
  /^(?:Optional\[)?(?:number|bigint|boolean|int|float|bool|UUID|uuid\.UUID|Date|date|datetime|datetime\.\w+|Decimal|long|short|double|Integer|Long|Double|Boolean|Guid|u?int(?:8|16|32|64)?|i32|i64|u32|u64|usize|time\.Time|LocalDate\w*|PositiveInt|conint\(.*|ObjectId|PydanticObjectId|Literal\[.*)\]?(?:\|None|\|null|\|undefined|=.*)?$/;
