// Finds tables whose head says that each row tells something sensitive of a named person.

/** A table of people, by its first row. */
export interface Records {
  rows: number;
  /** What the head says of each person, as it is written there. */
  column: string;
  /** Offsets of the head. */
  start: number;
  end: number;
}

const table = /\.(?:csv|tsv|psv|tab)$/i;
const maxHead = 2_000;
const fewestColumns = 3;

const person =
  /^(?:(?:patient|employee|member|client|customer|user|student|insured|beneficiary|contact)?(?:full|first|last|sur|fore|given|family)?name|employee|patient|vorname|nachname|familienname|nom|prenom|apellidos?|nombre|cognome|nome|naam|achternaam|voornaam|imie|nazwisko)$/;
/** What the law protects most, and what a person tells only an employer, a bank or a doctor. */
const sensitive =
  /^(?:(?:primary|admitting)?diagnos[ei]s(?:code)?|icd(?:9|10|11)?(?:code)?|medications?|prescriptions?|allerg(?:y|ies)|bloodtype|bloodgroup|medicalhistory|medicalrecordnumber|mrn|healthplan|hivstatus|disability|religion|ethnicity|sexualorientation|politicalaffiliation|criminalrecord|salary|annualsalary|basesalary|grosssalary|gehalt|salaire|passport(?:no|number|num)?|driver'?s?licen[cs]e(?:no|number)?|ssn|socialsecuritynumber|nationalid(?:number)?|taxid|steuerid|iban|bankaccount(?:number)?|diagnose|diagnostic|diagnosi)$/;

/** The table in a file of that path, or undefined where its head names nobody or nothing sensitive. */
export function recordsIn(path: string, body: string): Records | undefined {
  if (!table.test(path)) return undefined;
  const feed = body.indexOf('\n');
  if (feed < 0 || feed > maxHead) return undefined;
  const head = body.slice(0, feed);
  const separator = [';', '\t', '|', ','].find((sign) => head.split(sign).length >= fewestColumns);
  if (separator === undefined) return undefined;
  const columns = head.split(separator).map((column) => column.replace(/^[\s"'\ufeff]+|[\s"']+$/g, ''));
  const plain = columns.map((column) =>
    column
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9']/g, ''),
  );
  const named = plain.findIndex((column) => person.test(column));
  const told = plain.findIndex((column) => sensitive.test(column));
  if (named < 0 || told < 0 || named === told) return undefined;
  const rows = filledRows(body.slice(feed + 1), separator, named, told);
  return { rows, column: columns[told] as string, start: 0, end: head.trimEnd().length };
}

const maxRows = 10_000;
const madeUp =
  /^(?:|null|none|n\/?a|-|x+|tests?\b.*|example.*|sample.*|(?:first|last)?\s?name\s?\d*|(?:user|person|patient|employee|foo|bar)[\s_-]?\d*|(?:john|jane|max|erika|joe)\s(?:doe|roe|public|mustermann|musterfrau|smith)|doe|mustermann)$/i;

/** Rows with a different name and something told, other than of those whom examples are about. */
function filledRows(body: string, separator: string, named: number, told: number): number {
  const names = new Set<string>();
  for (const line of body.split('\n', maxRows)) {
    const cells = line.split(separator).map((cell) => cell.replace(/^[\s"']+|[\s"']+$/g, ''));
    const name = cells[named] ?? '';
    if (!/^\p{L}[\p{L} .'-]{1,60}$/u.test(name) || madeUp.test(name) || madeUp.test(cells[told] ?? ''))
      continue;
    names.add(name.toLowerCase());
  }
  return names.size;
}
