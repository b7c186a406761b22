// Finds routes that let in whom they should not: without the guard of their siblings, without any, or without the owner.
import type { ChangedFile } from '../../change.ts';
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { confidences, severities, type Finding } from '../../finding.ts';
import { positionAt } from '../../syntax/tree.ts';
import { isSupportPath } from '../code/paths.ts';
import { findingOf, lowered } from '../told.ts';
import { applicationGuards } from './application/index.ts';
import { type FileRoutes, readFileRoutes } from './routes/file-routes.ts';
import { type FolderVerdict, oddInFolder, type RouteInFolder } from './folder-routes.ts';
import type { Verdict } from './verdict.ts';

/** Finds routes that lack the guard they need, from the routes and bodies of each file and of those beside it. */
export const routeGuards: Detector = {
  id: 'route-guards',
  comparable: true,
  *detectFile(file, input) {
    if (file.class !== 'text') return;
    try {
      const read = readFileRoutes(
        file,
        input.syntax,
        applicationGuards(input.change, input.syntax),
        input.change,
      );
      known.set(file, read?.routes ?? []);
      for (const verdict of read?.verdicts ?? []) {
        const finding = placed(verdict, file.path, (read as FileRoutes).source, input);
        if (finding) yield finding;
      }
    } catch (error) {
      // Deep nesting exhausts the stack.
      if (!(error instanceof RangeError)) throw error;
      known.set(file, []);
      yield { notChecked: { path: file.path, check: 'route-guards', reason: 'nested too deeply to follow' } };
    }
  },
  *detectChange(input) {
    const { files, surroundings } = input.change;
    const changed = files
      .filter((file) => file.class === 'text' && file.status !== 'removed' && !isSupportPath(file.path))
      .map((file) => routesOf(file, input));
    if (changed.every((routes) => routes.length === 0)) return;
    const others = (surroundings?.routes ?? []).map(({ path, text }) =>
      routesOf({ path, body: text }, input).map((one) => ({ ...one, isTold: true })),
    );
    for (const verdict of oddInFolder([...changed, ...others])) {
      const finding = folderFinding(verdict, input);
      if (finding) yield finding;
    }
  },
};

/** The routes of files that were read; each is read once, by itself and with those of its folder. */
const known = new WeakMap<object, readonly RouteInFolder[]>();

function routesOf(
  file: Pick<ChangedFile, 'path' | 'body'>,
  { change, syntax }: DetectorInput,
): readonly RouteInFolder[] {
  const before = known.get(file);
  if (before) return before;
  try {
    return readFileRoutes(file, syntax, applicationGuards(change, syntax), change)?.routes ?? [];
  } catch (error) {
    // What is nested too deeply was told of when the file was looked at by itself.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function folderFinding(verdict: FolderVerdict, input: DetectorInput): Detection | undefined {
  const { route, sibling, guard } = verdict;
  const related = [{ path: sibling.path, ...sibling.region, message: `${sibling.label} has \`${guard}\`` }];
  return detectionOf({ ...verdict, path: route.path, ...route.region, related }, input);
}

function placed(
  verdict: Verdict,
  path: string,
  source: Parameters<typeof positionAt>[0],
  input: DetectorInput,
): Detection | undefined {
  const lower = isSupportPath(path);
  const { severity, confidence } = verdict;
  return detectionOf(
    {
      ...verdict,
      path,
      start: positionAt(source, verdict.start),
      end: positionAt(source, Math.max(verdict.end, verdict.start + 1)),
      severity: lowered(severities, severity, lower),
      confidence: lowered(confidences, confidence, lower),
      related: verdict.related.map(({ node, message }) => ({ path, ...node.region, message })),
    },
    input,
  );
}

/** What is said of a place, with the words of its rule; nothing where the rule is not loaded. */
function detectionOf(
  said: Pick<Finding, 'path' | 'start' | 'end' | 'severity' | 'confidence' | 'message' | 'related'> &
    Pick<Verdict, 'rule' | 'remedy'>,
  { rules }: DetectorInput,
): Detection | undefined {
  const info = rules.info.get(said.rule);
  if (!info) return undefined;
  const { path, start, end, severity, confidence, message, related, remedy } = said;
  const told = { path, start, end, severity, confidence, message, related };
  return { finding: findingOf(info, remedy === undefined ? told : { ...told, remedy }) };
}
