// Reports dependencies whose version nothing holds: no range, no upper end, no lockfile; and code that runs on install.
import type { Dependency } from '../../ecosystem.ts';
import type { Report } from './report.ts';
import { published } from './resolve.ts';
import { isPublished, type Subject } from './subject.ts';

/** A quiet report for a direct dependency that resolves to whatever is published last. */
export function* judgePinning({ dependency, by, version, ecosystem, wasNamed }: Subject): Generator<Report> {
  const { requirement, direct, scope } = dependency;
  if (!direct || wasNamed || scope === 'peer' || by !== 'today' || version === undefined) return;
  if (!isOpen(requirement) || isSaidElsewhere(dependency)) return;
  yield {
    rule: 'unpinned-dependency',
    dependency,
    message: `Nothing holds \`${dependency.name}\` to a version${requirement === undefined ? '' : ` (\`${requirement.slice(0, 60)}\`)`}: today it resolves to ${version}, tomorrow to whatever is published.`,
    remedy: `Write \`${ecosystem.write(dependency, version)}\`, or commit a lockfile.`,
  };
}

/** A quiet report for a new package that runs code of its own when it is installed. */
export function* judgeScripts({
  dependency,
  record,
  version,
  ecosystem,
  wasNamed,
}: Subject): Generator<Report> {
  if (!dependency.direct || wasNamed || !isPublished(record) || version === undefined) return;
  // Every source distribution of PyPI runs code; npm's packages say so one by one.
  if (ecosystem.id !== 'npm' || !published(record.value, version, ecosystem)?.installScripts) return;
  yield {
    rule: 'install-script-dependency',
    dependency,
    message: `\`${dependency.name}\` ${version} runs a script when it is installed.`,
    remedy: `Install with \`--ignore-scripts\`, or allow the script of \`${dependency.name}\` by name after reading it.`,
  };
}

/** Detectors of workflows, containers and agents' files have rules of their own for it; a text for readers pins nothing. */
function isSaidElsewhere({ ecosystem, command, path }: Dependency): boolean {
  if (ecosystem === 'actions' || ecosystem === 'docker' || command === 'documentation') return true;
  return command !== undefined && /\.(?:json|jsonc|md|mdc|toml)$/i.test(path);
}

function isOpen(requirement: string | undefined): boolean {
  if (requirement === undefined) return true;
  const text = requirement.trim();
  return (
    /^(?:|\*|x|latest|next)$/i.test(text) ||
    (/^>=?[^<,|^~=]*$/.test(text.replace(/^>=/, '>')) && !text.includes('<'))
  );
}
