// A file has the language that runs it, by its name or its first line.
import { expect, test } from 'vitest';
import { languageOf } from './languages.ts';

test.each<[string, string, string | undefined]>([
  ['app/A.PY', '', 'python'],
  ['config.ru', '', 'ruby'],
  ['Vagrantfile', '', 'ruby'],
  ['web/a.php5', '', 'php'],
  ['.envrc', '', 'shell'],
  ['bin/a', '#!/usr/bin/env nodejs\n', 'javascript'],
  ['bin/a', '#! /opt/py/bin/python3.12\n', 'python'],
  ['bin/a', '#!/usr/bin/env -S LANG=C node --no-warnings\n', 'javascript'],
  ['bin/a', '#!/usr/bin/env /opt/bin/ruby\n', 'ruby'],
  ['bin/a', '#!/usr/bin/env ts-node\n', 'typescript'],
  ['bin/a', '#!/usr/bin/php-cgi\n', 'php'],
  ['bin/a', '#!/bin/dash\n', 'shell'],
  ['bin/a', '#!/usr/bin/env something\n', undefined],
  ['notes', 'python is nice\n', undefined],
])('%s %j', (path, body, id) => {
  expect(languageOf(path, body)?.id).toBe(id);
});
