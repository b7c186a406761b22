// Reads base64 in both alphabets into text, and refuses what does not decode to printable characters.

/** The decoded text, or undefined when it is not base64 of printable UTF-8. */
export function decodeBase64(value: string): string | undefined {
  const plain = value
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/\s|=+$/g, '');
  if (plain.length < 2 || plain.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(plain)) return undefined;
  const text = Buffer.from(plain, 'base64').toString('utf8');
  // Control characters are what tells bytes from text.
  // oxlint-disable-next-line no-control-regex
  return /[\x00-\x08\x0e-\x1f\x7f\ufffd]/.test(text) ? undefined : text;
}
