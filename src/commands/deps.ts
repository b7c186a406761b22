// `langguard deps`: judges packages that are named one by one, and lists those that a folder or a change names.
import { Option, type Command } from 'commander';
import { severities } from '../engine/finding.ts';
import { checkDeps, type CheckFlags } from './deps-check.ts';
import { listDeps, type ListFlags } from './deps-list.ts';

/** Adds the commands. */
export function addDeps(program: Command): void {
  const deps = program
    .command('deps')
    .description('judge packages, or list those that a folder or a change names');
  deps
    .command('check')
    .argument('[purl...]', 'package URLs, such as pkg:npm/lodash@4.17.15')
    .description(
      'judge packages by what a review judges of a dependency: vulnerable, malicious, existence, look-alike, age, deprecated, yanked, and what policy says',
    )
    .option(
      '--stdin',
      'read purls from standard input, one a line; empty lines and those that begin with # are skipped',
    )
    .option('--offline', 'ask nobody: advisories from the offline OSV database, names by themselves')
    .option(
      '--database <file>',
      'OSV database made by langguard osv sync (default: LANGGUARD_OSV_DATABASE; offline also the usual one)',
    )
    .option('-c, --config <file>', "policy file (default: the folder's .langguard.yml)")
    .addOption(
      new Option(
        '-f, --format <format>',
        'a table of what was found, or one JSON object a line for each package: purl, checks, severity, remedy',
      )
        .choices(['text', 'json'])
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 at this severity or worse')
        .choices([...severities, 'never'])
        .default('high'),
    )
    .addHelpText(
      'after',
      '\nEach check is a finding, clean (with source and time) or not-checked (with the reason). A purl without a version is\n' +
        'judged by its name, and online by the highest version; what that leaves open is not-checked.\n' +
        'A line that is no purl is answered with its number and what is wrong, and the rest goes on.\n' +
        'Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not run, or a line was no purl and nothing else was found.\n\n' +
        'Examples:\n  langguard deps check pkg:npm/lodash@4.17.15 pkg:pypi/reqeusts\n' +
        '  langguard deps check --stdin --offline --format json < purls.txt',
    )
    .action((purls: string[], flags: CheckFlags) => checkDeps(purls, flags));
  deps
    .command('list')
    .argument('[path]', 'folder or file', '.')
    .description('list the packages that manifests and lockfiles of a folder, or of a change, name')
    .option('-b, --base <ref>', 'only what the change since this branch, tag or commit adds or alters')
    .option('--head <ref>', 'with --base: the branch, tag or commit of the change (default: HEAD)')
    .addOption(
      new Option('-f, --format <format>', 'a table, or one JSON object a line')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText('after', '\nExit codes: 0 listed, 2 could not run, or a file could not be read.')
    .action((path: string, flags: ListFlags) => listDeps(path, flags));
}
