// What is found about memory in single functions.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../../../assets.ts';
import { loadSyntax, type Syntax } from '../../syntax/parse.ts';
import { memoryHits } from './index.ts';

let syntax: Syntax;
beforeAll(async () => {
  syntax = await loadSyntax(['cpp'], readWasm);
});

function found(body: string): string[] {
  const tree = syntax.parse(body, 'cpp');
  if ('reason' in tree) throw new Error(tree.reason);
  return memoryHits(tree).map((one) => `${one.kind} ${one.node.region.start.line}`);
}

const f = (body: string): string => `void f(struct s *s, char *given, int n) {\n${body}\n}`;

describe('memoryHits', () => {
  it.each([
    ['twice', f('free(given);\nfree(given);'), ['freed-twice 3']],
    ['on one way', f('if (n)\n free(given);\nfree(given);'), ['freed-perhaps-twice 4']],
    ['and left', f('if (n) {\n free(given);\n return;\n}\nfree(given);'), []],
    ['set to nothing', f('free(given);\ngiven = NULL;\nfree(given);'), []],
    ['a field of what is gone', f('free(s);\nuse(s->name);'), ['freed-use 3']],
    ['compared only', f('free(s);\nif (s == last) last = NULL;'), []],
    ['handed to a macro that sets it', f('free(given);\nMAKE_ARRAY(given, n);\nuse(given);'), []],
    [
      'after a jump',
      f('if (n) {\n free(given);\n goto out;\n}\nuse(given);\nout:\nfree(given);'),
      ['freed-perhaps-twice 8'],
    ],
    ['in a list', f('while (s) {\n struct s *next = s->next;\n free(s);\n s = next;\n}'), []],
    ['in a list, wrongly', f('while (s) {\n free(s);\n s = s->next;\n}'), ['freed-use 4']],
    ['nothing', f('int *p = NULL;\n*p = 1;'), ['null-use 3']],
    ['nothing, asked', f('int *p = NULL;\nif (p) *p = 1;'), []],
    ['known to be nothing', f('if (s == NULL)\n log(s->name);'), ['null-use 3']],
    ['another one of that name', f('free(given);\n{\n Text given(n);\n use(given.size);\n}'), []],
    ['a vector of pointers', f('std::vector<char *> all;\nint *p = NULL;\nuse(all[0]);'), []],
    ['left by Fatal', f('if (n) {\n free(given);\n Fatal("no");\n}\nfree(given);'), []],
    [
      'added to in a loop',
      f('int sum;\nfor (int i = 0; i < n; i++)\n sum += i;\nuse(sum);'),
      ['unset-read 4'],
    ],
    [
      'added to in a loop, set first',
      f('int sum;\nsum = 0;\nfor (int i = 0; i < n; i++)\n sum += i;\nuse(sum);'),
      [],
    ],
    ['set in a loop', f('int last;\nfor (int i = 0; i < n; i++)\n last = i;\nuse(last);'), []],
    [
      'set in the first round',
      f('int sum;\nfor (int i = 0; i < n; i++) {\n if (i == 0) sum = 0;\n sum += i;\n}\nuse(sum);'),
      [],
    ],
    ['only told', f('if (!s)\n puts("nothing");\ns->n = 1;'), ['null-asked 4']],
    ['told and set', f('if (!s) {\n puts("nothing");\n s = &one;\n}\ns->n = 1;'), []],
    ['told and left', f('if (!s) {\n puts("nothing");\n return;\n}\ns->n = 1;'), []],
    ['told, and left by a function', f('if (!s)\n leave("nothing");\ns->n = 1;'), []],
    ['told, and asked again', f('if (!s) puts("nothing");\nif (s) s->n = 1;\nelse s = &one;\ns->n = 2;'), []],
    ['left when nothing', f('if (s == NULL || s->name == NULL)\n return;'), []],
    ['both sides are run', f('char *p = NULL;\nif ((p != NULL) & (p[0] == 1)) go();'), ['null-use 3']],
    ['set through its address', f('char *p = NULL;\nfill(&p);\nuse(p[0]);'), []],
    ['nobody asked', f('char *p = malloc(4);\np[0] = 1;'), ['unchecked-use 3']],
    ['asked first', f('char *p = malloc(4);\nif (!p) return;\np[0] = 1;'), []],
    ['asked while it is set', f('char *p;\nif ((p = malloc(4)) == NULL) return;\np[0] = 1;'), []],
    ['asserted', f('char *p = malloc(4);\nassert(p);\np[0] = 1;'), []],
    ['too long a text', f('char b[4];\nstrcpy(b, "1234");'), ['overrun 3']],
    ['just fits', f('char b[5];\nstrcpy(b, "1234");'), []],
    ['added to', f('char b[8] = "1234";\nstrcat(b, "5678");'), ['overrun 3']],
    ['through another name', f('char b[4];\nchar *p = b;\nmemset(p, 0, 5);'), ['overrun 4']],
    ['by sizeof', f('char a[8], b[4];\nmemcpy(b, a, sizeof(a));'), ['overrun 3']],
    ['reads behind the end', f('char a[4], b[8];\nmemcpy(b, a, sizeof(b));'), ['overread 3']],
    ['words, not bytes', f('int a[4];\nmemset(a, 0, 4 * sizeof(int));'), []],
    ['a constant of the file', `#define N 4\n${f('char b[N];\nread(n, b, N * 2);')}`, ['overrun 4']],
    [
      'a loop',
      f('int *p = malloc(10 * sizeof(int));\nif (!p) return;\nfor (int i = 0; i < 12; i++)\n p[i] = 0;'),
      ['overrun 5'],
    ],
    ['a loop that fits', f('int v[10];\nfor (int i = 0; i < 10; i++)\n v[i] = 0;'), []],
    [
      'an array that is given',
      'void f(int v[10]) {\nfor (int i = 0; i < 12; i++)\n v[i] = 0;\n}',
      ['overrun 3'],
    ],
    [
      'an array that is given, within',
      'void f(int v[10]) {\nfor (int i = 0; i < 10; i++)\n v[i] = 0;\n}',
      [],
    ],
    ['a pointer in old words', 'void f(int v[1]) {\nint w = 0;\nv[3] = w;\n}', []],
    [
      'a field behind a pointer',
      'struct s { int m[9]; int n; };\nvoid f(struct s *s) {\nint i = 0;\ns->m[9] = i;\n}',
      ['overrun 4'],
    ],
    [
      'the last field',
      'struct s { int n; int m[9]; };\nvoid f(struct s *s) {\nint i = 0;\ns->m[9] = i;\n}',
      [],
    ],
    ['either buffer', f('char a[4], b[8];\nchar *p = n ? a : b;\nmemset(p, 0, 8);'), []],
    ['before the beginning', f('char b[8];\nchar *p = b - 4;\nstrcpy(p, given);'), ['overrun 4']],
    ['as much as a packet says', f('char b[8];\nmemcpy(b, given, s->len);'), ['unlimited-field 3']],
    ['a length that was asked for', f('char b[8];\nif (s->len > 8) return;\nmemcpy(b, given, s->len);'), []],
    ['left behind', f('char *p = malloc(8);\nif (!p) return;\nif (n) return;\nfree(p);'), ['left-behind 4']],
    ['handed on', f('char *p = malloc(8);\nif (!p) return;\nif (keep(p)) return;\nfree(p);'), []],
    ['given to the caller', f('char *p = malloc(8);\nif (n) {\n free(p);\n return 0;\n}\nreturn (p);'), []],
    ['kept', f('char *p = malloc(8);\ns->p = p;\nif (n) return;\nfree(p);'), []],
    ['as much as the caller says', f('char b[8];\nmemcpy(b, given, n);'), ['unlimited-copy 3']],
    ['limited above', f('char b[8];\nif (n > 8) return;\nmemcpy(b, given, n);'), ['signed-limit 4']],
    ['limited on both sides', f('char b[8];\nif (n < 0 || n > 8) return;\nmemcpy(b, given, n);'), []],
    [
      'into a field',
      `struct s { char name[8]; int id; };\n${f('memcpy(s->name, given, n);')}`,
      ['unlimited-copy 3'],
    ],
    ['from the stack', f('char b[8];\nfree(b);'), ['stack-freed 3']],
    ['moved before', f('char *p = malloc(8);\nif (!p) return;\np++;\nfree(p);'), ['moved-freed 5']],
    ['of another kind', f('int *p = new int;\nfree(p);'), ['freed-otherwise 3']],
    [
      'closed twice',
      f('FILE *h = fopen(given, "r");\nif (!h) return;\nfclose(h);\nfclose(h);'),
      ['freed-twice 5'],
    ],
    [
      'read after it is closed',
      f('FILE *h = fopen(given, "r");\nif (!h) return;\nfclose(h);\nfgetc(h);'),
      ['freed-use 5'],
    ],
    [
      'given back elsewhere',
      `void drop(char *p) {\n log("x");\n free(p);\n}\n${f('drop(given);\nfree(given);')}`,
      ['freed-twice 7'],
    ],
    [
      'perhaps given back elsewhere',
      `void drop(char *p) {\n if (used) return;\n free(p);\n}\n${f('drop(given);\nfree(given);')}`,
      [],
    ],
    ['an array of the file', `char all[8];\n${f('all[9] = 1;\nall[-1] = 1;')}`, ['overrun 3', 'overrun 4']],
    ['an array of the file, hidden', `char all[8];\n${f('char all[16];\nall[9] = 1;')}`, []],
    ['copied into an array of the file', `char all[8];\n${f('memset(all, 0, 9);')}`, ['overrun 3']],
    ['behind as many as there are', f('char *p = malloc(n);\nif (!p) return;\np[n] = 0;'), ['overrun 4']],
    ['at the end of more', f('char *p = malloc(n + 1);\nif (!p) return;\np[n] = 0;'), []],
    [
      'as many as there were',
      f('char *p = malloc(n);\nif (!p) return;\nn = read(0, p, n - 1);\np[n] = 0;'),
      [],
    ],
    [
      'elements, not bytes',
      f('int *p = malloc(n * sizeof(int));\nif (!p) return;\np[n] = 0;'),
      ['overrun 4'],
    ],
    ['an array as long as the caller says', f('char b[n];\nb[n] = 0;'), ['overrun 3']],
    ['a step too far', f('char b[8];\n*(b + 8) = 0;'), ['overrun 3']],
    ['a step back', f('char b[8];\n*(b - 1) = 0;'), ['overrun 3']],
    ['a step that stays', f('char b[8];\n*(b + 7) = 0;'), []],
    ['half an element', f('int *p = malloc(10);\nkeep(p);'), ['odd-size 2']],
    ['whole elements', f('int *p = malloc(12);\nkeep(p);'), []],
    ['never set', f('int x;\nuse(1);\nn = x + 1;'), ['unset-read 4']],
    ['set on one way', f('int x;\nif (n) x = 1;\nn = x + 1;'), []],
    ['set in a loop', f('int x;\nwhile (n--) x = n;\nn = x + 1;'), []],
    [
      'kept from one turn to the next',
      f('int x;\nfor (int i = 0; i < n; i++) {\n if (i) n += x;\n x = i;\n}'),
      [],
    ],
    ['set through a call', f('int x;\nGET(x);\nn = x + 1;'), []],
    ['set by what reads', f('int x;\nin >> x;\nn = x + 1;'), []],
    ['set while it is asked for', f('int x;\nwhile (!next(&x)) continue;\nn = x + 1;'), []],
    ['set in a condition', f('int x;\nif ((x = next(n)) < 0) return;\nn = x + 1;'), []],
    ['set beside another condition', f('int *x;\nif (!n || (x = next(n)) == NULL) return;\n*x = 1;'), []],
    ['set where a choice is made', f('int x;\nn ? (x = 1) : 0;\nn = x + 1;'), []],
    [
      'counted by the file',
      `int used = 0;\nchar all[8];\nvoid more(void) { used++; }\n${f('for (int i = 0; i < used; i++) all[i] = 0;')}`,
      [],
    ],
    [
      'numbers of characters in a text',
      `#define MARK "\\106\\035\\x7a"\n${f('char b[4];\nstrcpy(b, MARK);')}`,
      [],
    ],
    [
      'set by a macro of the file',
      `#define TAKE(n) do { x = (n); } while (0)\n#define SHOW(n) show(n)\n${f('int x;\nTAKE(1);\nn = x + 1;')}`,
      [],
    ],
    ['shown by a macro', `#define show(n) tell(n)\n${f('int x;\nshow(1);\nn = x + 1;')}`, ['unset-read 5']],
    ['referred to', f('int x;\nint &y = x;\ny = 1;\nn = x + 1;'), []],
    [
      'below zero',
      f('int at;\nchar b[8];\nscanf("%d", &at);\nif (at < 8)\n b[at] = 0;'),
      ['foreign-signed 6'],
    ],
    ['exactly the size, in other words', f('char b[0x10];\nb[16] = 0;'), ['overrun 3']],
    ['its end', f('char b[0x10];\nchar *end = &b[16];'), []],
    ['the end of an array of the file', `char all[8];\n${f('all[8] = 0;\nkeep(&all[8]);')}`, ['overrun 3']],
    ['one further in a loop', f('int v[8];\nfor (int i = 0; i < 8; i++)\n v[i + 1] = i;'), ['overrun 4']],
    ['one before in a loop', f('int v[8];\nfor (int i = 0; i != 8; i++)\n v[i - 1] = i;'), ['overrun 4']],
    ['one before in a loop from one', f('int v[8];\nfor (int i = 1; i < 8; i++)\n v[i - 1] = i;'), []],
    [
      'one further where it is asked',
      f('int v[8];\nfor (int i = 0; i < 8; i++)\n if (i < 7 && v[i + 1] == 0) n++;'),
      [],
    ],
    [
      'one further in a loop that is left',
      f('int v[8];\nfor (int i = 0; i < 8; i++) {\n if (n) break;\n v[i + 1] = i;\n}'),
      [],
    ],
    [
      'where it is asked on the way',
      f(
        'int v[8];\nfor (int i = 0; i < 16; i++) {\n if (i < 8) v[i] = 0;\n for (int j = i; j < 8; j++) v[i] = j;\n}',
      ),
      [],
    ],
    [
      'where the rest is left out',
      f('int v[8];\nfor (int i = 0; i < 16; i++) {\n if (n && i >= 8)\n  continue;\n v[i] = 0;\n}'),
      [],
    ],
    [
      'where something else is asked',
      f('int v[8];\nfor (int i = 0; i < 16; i++) {\n if (n) v[i] = 0;\n}'),
      ['overrun 4'],
    ],
    ['and left at once', f('if (n) {\n free(given);\n ::exit(0);\n}\nfree(given);'), []],
    ['counted down', f('int v[8];\nfor (int i = 8; i >= 0; i--)\n v[i] = 0;'), ['overrun 4']],
    ['counted down from the last', f('int v[8];\nfor (int i = 7; i >= 0; i--)\n v[i] = 0;'), []],
    ['a row', f('char a[2][4];\na[1][4] = 0;\na[1][3] = 0;'), ['overrun 3']],
    ['a row of rows', f('char a[2][3][4];\na[1][3][0] = 0;\na[1][2][3] = 0;'), ['overrun 3']],
    ['the end of a row', f('char a[2][4];\nchar *end = &a[1][4];\nkeep(a[1] + 4);'), []],
    ['all rows', f('char a[3][4];\nmemset(a, 0, 12);'), []],
    ['more than all rows', f('char a[3][4];\nmemset(a, 0, 13);'), ['overrun 3']],
    [
      'a field of a struct',
      `struct p { char id[4]; int n; };\n${f('struct p one;\none.id[4] = 0;\none.id[3] = 0;')}`,
      ['overrun 4'],
    ],
    [
      'a field of another struct',
      `struct p { char id[4]; int n; };\n${f('struct q one;\none.id[4] = 0;')}`,
      [],
    ],
    [
      'in a method',
      'class P {\n char id[4];\n void end();\n};\nvoid P::end() {\n id[4] = 0;\n id[3] = 0;\n}\nvoid Q::end() {\n id[4] = 0;\n}',
      ['overrun 6'],
    ],
    [
      'a variable of a method',
      'class P {\n char id[4];\n void end() {\n char id[8];\n id[4] = 0;\n }\n};',
      [],
    ],
    ['behind a text', f('const char *t = "abc";\nn = t[3];\nn = t[4];'), ['overrun 4']],
    ['more than a text', f('const char *t = "abc";\nmemcpy(given, t, 8);'), ['overread 3']],
    [
      'one of several texts',
      f(
        'const char *t = "";\nif (n) t = given;\nuse(t[4]);\nt = "";\nwhile (n--) {\n use(t[4]);\n t = given;\n}',
      ),
      [],
    ],
    ['a text that is kept', f('static const char *t = "";\nuse(t[4]);\nt = given;'), []],
    ['as wide as the array', f('char b[8];\nscanf("%d %8s", &n, b);'), ['overrun 3']],
    ['with room for the end', f('char b[8], c[4];\nsscanf(given, "%*s %7[^,],%4c", b, c);'), []],
    [
      'as many structs as asked for',
      f('struct s *all = malloc(4 * sizeof(struct s));\nif (!all) return;\nall[4] = *s;\nall[3] = *s;'),
      ['overrun 4'],
    ],
    [
      'pointers to pointers',
      f('int **all = malloc(4 * sizeof(int *));\nif (!all) return;\nall[4] = 0;\nall[3] = 0;'),
      ['overrun 4'],
    ],
    [
      'a number of an enumeration',
      `enum { ROOM = 8 };\n${f('char b[ROOM];\nmemset(b, 0, 9);')}`,
      ['overrun 4'],
    ],
    ['the address of what was handed over', 'int *f(int n) {\n return &n;\n}', ['stack-returned 2']],
    ['what was referred to', 'int *f(int &n) {\n return &n;\n}', []],
    ['constant condition', f('char *p = NULL;\nif (1)\n p = given;\n*p = 0;'), []],
  ])('%s', (_, body, kinds) => {
    expect(found(body)).toEqual(kinds);
  });

  it('gives up on a function that is too long, and not on the next', () => {
    const long = f('if (n) { free(given); given = 0; }\n'.repeat(6000));
    expect(found(`${long}\n${f('free(given);\nfree(given);')}`)).toHaveLength(1);
  });
});
