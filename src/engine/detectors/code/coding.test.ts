// A coding line that changes what the letters mean is told; those of real files are not.
import { expect, test } from 'vitest';
import { strangeCoding } from './coding.ts';

test.each<[string, boolean]>([
  ['# -*- coding: utf-8 -*-\n', false],
  ['#!/usr/bin/env python\n# -*- coding: latin-1 -*-\n', false],
  ['# vim: set fileencoding=iso-8859-15 :\n', false],
  ['# coding: cp1252\r\nimport os\r\n', false],
  ['# coding=UTF8\n', false],
  ['import os\n\n# coding: utf-7\n', false],
  ['"""A page.\n\n# coding: rot13\n"""\n', false],
  ['# -*- coding: utf-7 -*-\n', true],
  ['#!/usr/bin/python\n# coding=unicode_escape\n', true],
  ['# coding: raw-unicode-escape\n', true],
  ['# coding: cp037\n', true],
  ['# coding: rot13\n', true],
])('%j', (body, isStrange) => {
  expect(strangeCoding(body) !== undefined).toBe(isStrange);
});
