// Finds in Ansible playbooks and roles what the rules for shell, containers and clouds find elsewhere.
import type { Detector } from '../../detector.ts';
import {
  entriesOf,
  getIn,
  itemsOf,
  readYaml,
  scalarsOf,
  textOf,
  type YamlMap,
  type YamlNode,
} from '../../text/yaml-tree.ts';
import { report, type Verdict } from '../verdict.ts';
import { quoted } from '../quoted.ts';
import { isUncheckedVariable } from '../shell/variables.ts';
import { taskVerdicts } from './tasks.ts';

const maxChars = 300_000;

/** What a playbook or a list of tasks cannot do without. */
const plays = /^[ \t]{0,9}-?[ \t]{1,9}(?:hosts|tasks|roles|import_playbook)[ \t]{0,9}:/m;
const tasks =
  /^[ \t]{0,20}-[ \t]{1,9}(?:name|ansible\.\w+\.\w+|become|when|block|shell|command|include_tasks|import_tasks)[ \t]{0,9}:/m;
const taskPlace = /(?:^|\/)(?:tasks|handlers|roles|playbooks?|ansible)\//;

export const ansible: Detector = {
  id: 'ansible',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined || body.length > maxChars || !/\.ya?ml$/i.test(path))
      return;
    const isPlay = plays.test(body) && /^[ \t]{0,9}-?[ \t]{1,9}hosts[ \t]{0,9}:/m.test(body);
    if (!isPlay && !(taskPlace.test(path) && tasks.test(body))) return;
    const read = readYaml(body);
    if ('reason' in read) {
      yield { notChecked: { path, check: 'ansible', reason: read.reason } };
      return;
    }
    // What is filled in later is neither a word nor an operator of a shell.
    const masked = body.replace(/\{\{[^\n]{0,300}?\}\}/g, (inner) => 'x'.repeat(inner.length));
    for (const root of read.documents) yield* report(path, body, check(body, masked, root), input);
  },
};

function* check(body: string, masked: string, root: YamlNode): Generator<Verdict> {
  for (const { scalar, keys } of scalarsOf(root)) {
    const name = keys.at(-1) ?? '';
    if (isUncheckedVariable(name, scalar.text))
      yield {
        rule: 'download-without-verification',
        start: scalar.start,
        end: scalar.end,
        message: `${quoted(name)} turns off the check of certificates.`,
      };
  }
  for (const task of tasksOf(root, 0)) yield* taskVerdicts(body, masked, task);
}

/** Every task of a playbook, a role or a block. */
function* tasksOf(list: YamlNode | undefined, depth: number): Generator<YamlMap> {
  if (depth > 12) return;
  for (const item of itemsOf(list)) {
    if (item.kind !== 'map') continue;
    const inner = entriesOf(item).filter(({ key }) =>
      /^(?:pre_tasks|tasks|post_tasks|handlers|block|rescue|always)$/.test(key),
    );
    for (const { value } of inner) yield* tasksOf(value, depth + 1);
    if (textOf(getIn(item, 'hosts')) === undefined) yield item;
  }
}
