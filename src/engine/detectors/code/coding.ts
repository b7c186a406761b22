// Finds a coding line of Python that makes other code of the bytes than what stands there to be read.

/** PEP 263: in a comment of the first or the second line. */
const line =
  /^(?:[^\r\n]{0,400}(?:\r\n?|\n))?[ \t\f]{0,40}#[^\r\n]{0,200}?coding[:=][ \t]{0,20}([-\w.]{1,40})/;

/** In these each letter of ASCII is itself, whatever the other bytes are. */
const plain =
  /^(?:utf_?8(?:_.*)?|u8|(?:us_)?ascii|latin.*|l\d|iso_?8859.*|cp(?:125\d|437|7\d\d|8[56]\d|9\d\d)|windows_.*|euc_?.*|gbk?|gb2312|gb18030|big5.*|s(?:hift)?_?jis.*|koi8.*|mac_.*|tis_620|johab)$/;

/** Why what a file of Python does cannot be read from its text; undefined where it can. */
export function strangeCoding(body: string): string | undefined {
  const name = line.exec(body)?.[1];
  if (name === undefined || plain.test(name.toLowerCase().replace(/[-.]/g, '_'))) return undefined;
  return 'its coding line makes other code of its bytes than what can be read';
}
