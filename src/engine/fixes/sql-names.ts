// Names for parameters, made of the expressions that they carry.

/** Gives each expression of one statement a name of its own, the same expression the same name. */
export function parameterNames(): (expression: string) => string {
  const given = new Map<string, string>();
  return (expression) => {
    const known = given.get(expression);
    if (known !== undefined) return known;
    const last = /([A-Za-z_]\w{0,30})\W*$/.exec(expression)?.[1] ?? 'value';
    const word = last.replace(/^get(?=[A-Z])[A-Z]/, (start) => start.slice(3).toLowerCase());
    const taken = new Set(given.values());
    let name = word;
    for (let n = 2; taken.has(name); n++) name = `${word}${n}`;
    given.set(expression, name);
    return name;
  };
}
