// What a new database of PGlite begins with: nothing, or the files of one that was set aside, which spares most of its start.
type Files = () => Promise<Blob>;

let template: Files | undefined;

/** Has every new database begin with these files, as PGlite's `dumpDataDir` gives them; for tests, which start hundreds. */
export function beginWith(files: Files): void {
  template = files;
}

/** The files that a new database begins with; undefined when it makes them itself. */
export async function firstFiles(): Promise<Blob | undefined> {
  return await template?.();
}
