// What somebody meant who wrote a name that PyPI does not have: the standard library, or a package imported by that name.
import type { Meant } from '../../ecosystem.ts';
import { normalise } from './requirement.ts';

/** sys.stdlib_module_names of Python 3.11.7, normalised, without private modules. */
export const standardLibrary: ReadonlySet<string> = new Set(
  `
abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2
cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent
configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal
difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib
heapq hmac html http imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3
linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msvcrt
multiprocessing netrc nis nntplib ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib
pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd
py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter
runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket
socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct
subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap
threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing
unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winsound wsgiref xdrlib xml xmlrpc
zipapp zipfile zipimport zlib zoneinfo
`
    .trim()
    .split(/\s+/)
    .map(normalise),
);

// The names by which well-known packages are imported, where they differ from those on PyPI. Written by hand, 2026-11-20.
const imports = new Map([
  ['cv2', 'opencv-python'],
  ['pil', 'pillow'],
  ['skimage', 'scikit-image'],
  ['sklearn', 'scikit-learn'],
  ['yaml', 'pyyaml'],
  ['bs4', 'beautifulsoup4'],
  ['dateutil', 'python-dateutil'],
  ['dotenv', 'python-dotenv'],
  ['jose', 'python-jose'],
  ['jwt', 'pyjwt'],
  ['magic', 'python-magic'],
  ['mysqldb', 'mysqlclient'],
  ['openssl', 'pyopenssl'],
  ['crypto', 'pycryptodome'],
  ['serial', 'pyserial'],
  ['usb', 'pyusb'],
  ['git', 'gitpython'],
  ['docx', 'python-docx'],
  ['pptx', 'python-pptx'],
  ['fitz', 'pymupdf'],
  ['discord', 'discord-py'],
  ['telegram', 'python-telegram-bot'],
  ['slugify', 'python-slugify'],
  ['wx', 'wxpython'],
  ['zmq', 'pyzmq'],
  ['attr', 'attrs'],
  ['pkg-resources', 'setuptools'],
  ['google-protobuf', 'protobuf'],
  ['rest-framework', 'djangorestframework'],
  ['corsheaders', 'django-cors-headers'],
  ['nacl', 'pynacl'],
  ['ldap', 'python-ldap'],
  ['memcache', 'python-memcached'],
  ['socks', 'pysocks'],
  ['win32api', 'pywin32'],
  ['win32com', 'pywin32'],
]);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const normal = normalise(name);
  if (standardLibrary.has(normal)) return { kind: 'standard-library', of: 'Python' };
  const distribution = imports.get(normal);
  return distribution === undefined ? undefined : { kind: 'package', name: distribution };
}
