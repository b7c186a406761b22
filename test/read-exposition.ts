// A strict reader of Prometheus' text format: it refuses what a scraper might only warn of.
// https://prometheus.io/docs/instrumenting/exposition_formats/

/** One metric with its samples. */
export interface Family {
  name: string;
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const types = new Set(['counter', 'gauge', 'histogram']);
const suffixes: Record<string, string[]> = { histogram: ['_bucket', '_sum', '_count'] };

/** Reads a whole page. Throws with the line of the first mistake. */
export function readExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, Family>();
  let family: Family | undefined;
  let help: { name: string; text: string } | undefined;
  for (const [index, line] of text.slice(0, -1).split('\n').entries()) {
    const fail = (why: string): never => {
      throw new Error(`line ${index + 1}: ${why}: ${line}`);
    };
    const told = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (told) {
      const [, kind = '', name = '', rest = ''] = told;
      if (families.has(name)) fail('the metric was there already');
      if (kind === 'HELP') {
        if (help) fail('two HELP lines without a TYPE');
        if (/\\(?![\\n])/.test(rest)) fail('bad escape in HELP');
        help = { name, text: rest };
      } else {
        if (help?.name !== name) fail('TYPE does not follow its HELP');
        if (!types.has(rest)) fail('unknown type');
        family = { name, type: rest, help: help?.text ?? '', samples: [] };
        families.set(name, family);
        help = undefined;
      }
      continue;
    }
    if (help) fail('HELP without TYPE');
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!sample || !family) return fail('neither a comment nor a sample of a known metric');
    const [, name = '', labels, value = ''] = sample;
    const allowed = suffixes[family.type]?.map((suffix) => `${family?.name}${suffix}`) ?? [family.name];
    if (!allowed.includes(name)) fail(`not a sample of ${family.name}`);
    const number = value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value);
    if (value !== 'NaN' && Number.isNaN(number)) fail('not a number');
    if (family.type === 'counter' && !(number >= 0)) fail('a counter below zero');
    const read = labels === undefined ? {} : readLabels(labels, fail);
    const key = JSON.stringify([name, Object.entries(read).toSorted()]);
    if (
      family.samples.some(
        (each) => JSON.stringify([each.name, Object.entries(each.labels).toSorted()]) === key,
      )
    )
      fail('the same series twice');
    family.samples.push({ name, labels: read, value: number });
  }
  if (help) throw new Error('HELP without TYPE at the end');
  for (const each of families.values()) {
    if (each.type === 'counter' && !each.name.endsWith('_total'))
      throw new Error(`${each.name}: a counter ends in _total`);
    if (each.type === 'histogram') checkHistogram(each);
  }
  return families;
}

function readLabels(text: string, fail: (why: string) => never): Record<string, string> {
  const labels: Record<string, string> = {};
  const one = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/y;
  for (let end = 0; end < text.length; end = one.lastIndex) {
    one.lastIndex = end;
    const found = one.exec(text);
    if (!found) return fail('bad labels');
    const [whole, name = '', value = '', comma] = found;
    if (name in labels) fail(`label ${name} twice`);
    if (comma === ',' && end + whole.length === text.length) fail('a comma at the end');
    labels[name] = value.replace(/\\([\\"n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
  }
  return labels;
}

/** Buckets must rise, end in +Inf and agree with the count. */
function checkHistogram({ name, samples }: Family): void {
  const groups = new Map<string, { bounds: [number, number][]; sum?: number; count?: number }>();
  for (const sample of samples) {
    const { le, ...labels } = sample.labels;
    const key = JSON.stringify(Object.entries(labels).toSorted());
    const group = groups.get(key) ?? { bounds: [] };
    groups.set(key, group);
    if (sample.name.endsWith('_sum')) group.sum = sample.value;
    else if (sample.name.endsWith('_count')) group.count = sample.value;
    else group.bounds.push([le === '+Inf' ? Infinity : Number(le), sample.value]);
  }
  for (const [key, { bounds, sum, count }] of groups) {
    const isRising = bounds.every(
      ([bound, below], index) =>
        index === 0 || (bound > (bounds[index - 1]?.[0] ?? 0) && below >= (bounds[index - 1]?.[1] ?? 0)),
    );
    const last = bounds.at(-1);
    if (!isRising || last?.[0] !== Infinity || last[1] !== count || sum === undefined)
      throw new Error(`${name} ${key}: the buckets are wrong`);
  }
}
