// PyPI projects that Python's standard library has made needless, with what to use instead.
import { readWays } from '../standard-ways.ts';

// Written by hand, 2026-11-21, from the release notes of Python 3.3 to 3.14 and the notes of the backports themselves.
const table = `
enum34: the module \`enum\` has been part of Python since 3.4
pathlib: the module \`pathlib\` has been part of Python since 3.4
pathlib2: the module \`pathlib\` has been part of Python since 3.4
futures: \`concurrent.futures\` has been part of Python since 3.2
asyncio: the module \`asyncio\` has been part of Python since 3.4
typing: the module \`typing\` has been part of Python since 3.5
dataclasses: the module \`dataclasses\` has been part of Python since 3.7
contextvars: the module \`contextvars\` has been part of Python since 3.7
contextlib2: \`contextlib\` of Python itself has the same
importlib: the module \`importlib\` has been part of Python since 3.1
importlib-resources: \`importlib.resources\` has been part of Python since 3.7
configparser: the module \`configparser\` has been part of Python since 3.0
argparse: the module \`argparse\` has been part of Python since 3.2
unittest2: the module \`unittest\` of Python has the same
mock: \`unittest.mock\` has been part of Python since 3.3
ordereddict: \`collections.OrderedDict\` has been part of Python since 3.1
funcsigs: \`inspect.signature\` has been part of Python since 3.3
functools32: \`functools.lru_cache\` has been part of Python since 3.2
singledispatch: \`functools.singledispatch\` has been part of Python since 3.4
cached-property: \`functools.cached_property\` has been part of Python since 3.8
monotonic: \`time.monotonic\` has been part of Python since 3.3
ipaddress: the module \`ipaddress\` has been part of Python since 3.3
ipaddr: the module \`ipaddress\` has been part of Python since 3.3
statistics: the module \`statistics\` has been part of Python since 3.4
selectors34: the module \`selectors\` has been part of Python since 3.4
subprocess32: the module \`subprocess\` of Python 3 has the same
backports-zoneinfo: the module \`zoneinfo\` has been part of Python since 3.9
backports-lzma: the module \`lzma\` has been part of Python since 3.3
backports-csv: the module \`csv\` of Python 3 has the same
backports-tempfile: \`tempfile.TemporaryDirectory\` has been part of Python since 3.2
backports-functools-lru-cache: \`functools.lru_cache\` has been part of Python since 3.2
backports-shutil-get-terminal-size: \`shutil.get_terminal_size\` has been part of Python since 3.3
backports-shutil-which: \`shutil.which\` has been part of Python since 3.3
backports-ssl-match-hostname: \`ssl\` checks host names itself
backports-statistics: the module \`statistics\` has been part of Python since 3.4
backports-strenum: \`enum.StrEnum\` has been part of Python since 3.11
strenum: \`enum.StrEnum\` has been part of Python since 3.11
exceptiongroup: \`ExceptionGroup\` has been part of Python since 3.11
tomli: \`tomllib\` reads TOML since Python 3.11
toml: \`tomllib\` reads TOML since Python 3.11
graphlib-backport: the module \`graphlib\` has been part of Python since 3.9
zipfile36: the module \`zipfile\` of Python has the same
pickle5: the module \`pickle\` has had protocol 5 since Python 3.8
async-timeout: \`asyncio.timeout\` has been part of Python since 3.11
pytz: \`zoneinfo\` has been part of Python since 3.9
iso8601: \`datetime.fromisoformat\` reads ISO 8601 since Python 3.11
rfc3339: \`datetime.fromisoformat\` reads RFC 3339 since Python 3.11
distutils: \`setuptools\` and \`sysconfig\` have taken its place
future: Python 3 alone needs no compatibility layer
uuid: the module \`uuid\` has been part of Python since 2.5
hashlib: the module \`hashlib\` has been part of Python since 2.5
wsgiref: the module \`wsgiref\` has been part of Python since 2.5
multiprocessing: the module \`multiprocessing\` has been part of Python since 2.6
win-unicode-console: Python's console has spoken Unicode since 3.6
scandir: \`os.scandir\` has been part of Python since 3.5
shutilwhich: \`shutil.which\` has been part of Python since 3.3
chainmap: \`collections.ChainMap\` has been part of Python since 3.3
counter: \`collections.Counter\` has been part of Python since 2.7
html-parser: \`html.parser\` has been part of Python since 3.0
pysqlite: the module \`sqlite3\` has been part of Python since 2.5
pysqlite3: the module \`sqlite3\` has been part of Python since 2.5
aenum: \`enum\` of Python 3.11 and later has most of it
six: Python 3 alone needs no compatibility layer
importlib-metadata: \`importlib.metadata\` has been part of Python since 3.8
aiocontextvars: the module \`contextvars\` has been part of Python since 3.7
async-generator: \`contextlib.asynccontextmanager\` has been part of Python since 3.7
async-exit-stack: \`contextlib.AsyncExitStack\` has been part of Python since 3.7
astunparse: \`ast.unparse\` has been part of Python since 3.9
typed-ast: the module \`ast\` reads comments of types since Python 3.8
backports-abc: \`collections.abc\` of Python 3 has the same
backports-asyncio-runner: \`asyncio.Runner\` has been part of Python since 3.11
backports-cached-property: \`functools.cached_property\` has been part of Python since 3.8
backports-datetime-fromisoformat: \`datetime.fromisoformat\` reads ISO 8601 since Python 3.11
backports-entry-points-selectable: \`importlib.metadata.entry_points\` selects since Python 3.10
backports-weakref: the module \`weakref\` has had \`finalize\` since Python 3.4
backports-zstd: \`compression.zstd\` has been part of Python since 3.14
bz2file: the module \`bz2\` of Python 3 has the same
faulthandler: the module \`faulthandler\` has been part of Python since 3.3
pbkdf2: \`hashlib.pbkdf2_hmac\` has been part of Python since 3.4
pyliblzma: the module \`lzma\` has been part of Python since 3.3
pysha3: \`hashlib\` has had SHA-3 since Python 3.6
python2-secrets: the module \`secrets\` has been part of Python since 3.6
pytracemalloc: the module \`tracemalloc\` has been part of Python since 3.4
textwrap3: the module \`textwrap\` of Python 3 has the same
trollius: the module \`asyncio\` has been part of Python since 3.4
unicodecsv: the module \`csv\` of Python 3 reads Unicode
uuid6: the module \`uuid\` has had versions 6 to 8 since Python 3.14
typing-inspect: \`typing.get_origin\` and \`typing.get_args\` have been part of Python since 3.8
`;

/** By normalised name, what the standard library offers instead. */
export const standardWays = readWays(table);
