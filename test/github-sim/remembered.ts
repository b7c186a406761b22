// Keeps the last answers of git about commits named by sha, which can never change.

const most = 64;
const answers = new Map<string, Promise<unknown>>();

/** The answer under this key, made when it is new; the oldest of more than 64 is forgotten. */
export async function remembered<T>(key: string, make: () => Promise<T>): Promise<T> {
  const known = answers.get(key);
  if (known !== undefined) return (await known) as T;
  const made = make();
  made.catch(() => answers.delete(key));
  answers.set(key, made);
  for (const old of answers.keys()) {
    if (answers.size <= most) break;
    answers.delete(old);
  }
  return await made;
}
