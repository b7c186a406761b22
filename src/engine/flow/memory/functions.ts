// What the functions of the C library do to the memory that their arguments point to.

/** Which arguments a function reads or writes through, so that none of them may be `NULL` or freed. */
export const through: ReadonlyMap<string, readonly number[]> = new Map([
  ['strcpy', [0, 1]], ['strncpy', [0, 1]], ['strcat', [0, 1]], ['strncat', [0, 1]], ['memcpy', [0, 1]], ['memmove', [0, 1]],
  ['memset', [0]], ['sprintf', [0]], ['snprintf', [0]], ['strlen', [0]], ['strcmp', [0, 1]], ['strchr', [0]], ['strstr', [0, 1]],
  ['fgets', [0, 2]], ['fread', [0, 3]], ['fwrite', [0, 3]], ['fprintf', [0]], ['fclose', [0]], ['fputs', [1]], ['fgetc', [0]],
  ['getc', [0]], ['fscanf', [0]], ['fseek', [0]], ['rewind', [0]], ['ftell', [0]], ['read', [1]], ['recv', [1]], ['wcscpy', [0, 1]],
  ['wcsncpy', [0, 1]], ['wcscat', [0, 1]], ['wmemset', [0]], ['wcslen', [0]], ['memcmp', [0, 1]], ['puts', [0]], ['gets', [0]],
  ['bzero', [0]], ['atoi', [0]], ['feof', [0]], ['ferror', [0]], ['fflush', []],
]); // prettier-ignore

/** Functions that write so many elements or bytes: `[destination, amount, source, unit]`. */
export const amounts: ReadonlyMap<string, readonly [to: number, amount: number, from: number, unit: 'bytes' | 'elements']> =
  new Map([
    ['memcpy', [0, 2, 1, 'bytes']], ['memmove', [0, 2, 1, 'bytes']], ['memset', [0, 2, -1, 'bytes']], ['bzero', [0, 1, -1, 'bytes']],
    ['strncpy', [0, 2, -1, 'elements']], ['wcsncpy', [0, 2, -1, 'elements']], ['snprintf', [0, 1, -1, 'elements']],
    ['wmemcpy', [0, 2, 1, 'elements']], ['wmemset', [0, 2, -1, 'elements']], ['wmemmove', [0, 2, 1, 'elements']],
    ['swprintf', [0, 1, -1, 'elements']], ['_snprintf', [0, 1, -1, 'elements']], ['vsnprintf', [0, 1, -1, 'elements']],
    ['fgets', [0, 1, -1, 'elements']], ['fgetws', [0, 1, -1, 'elements']], ['read', [1, 2, -1, 'bytes']], ['recv', [1, 2, -1, 'bytes']],
    ['recvfrom', [1, 2, -1, 'bytes']], ['CopyMemory', [0, 2, 1, 'bytes']], ['RtlCopyMemory', [0, 2, 1, 'bytes']],
    ['copy_from_user', [0, 2, -1, 'bytes']], ['__copy_from_user', [0, 2, -1, 'bytes']],
  ]); // prettier-ignore

/** Copies up to the end of a text. */
export const copiesText: ReadonlySet<string> = new Set(['strcpy', 'wcscpy', 'stpcpy', 'lstrcpy', '_tcscpy']);
/** Those that add it to another. */
export const addsText: ReadonlySet<string> = new Set(['strcat', 'wcscat', 'lstrcat', '_tcscat']);

/** Calls that give memory, or nothing. */
export const gives =
  /^(?:std::|::)?(?:malloc|calloc|realloc|strdup|strndup|wcsdup|_strdup|aligned_alloc|valloc|reallocarray)$/;
/** Calls that open something, or nothing. */
export const opens = /^(?:std::|::)?(?:fopen|_wfopen|freopen|fdopen|popen|_popen|tmpfile|opendir)$/;
/** Calls after which nothing follows. */
export const ends =
  /^(?:(?:std)?(?:::)?(?:exit|_exit|_Exit|abort|terminate|quick_exit)|die\w*|usage\w*|errx?|verrx?|panic|BUG|longjmp|siglongjmp|__builtin_(?:trap|unreachable)|g_error|[Ff]atal\w*|F(?:ATAL|AIL)\w*|Die\w*|Panic|Abort|assert_not_reached|pthread_exit)$/;
