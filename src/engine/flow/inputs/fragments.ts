// Tells fragments of PHP and Ruby, a few statements that declare nothing, in which a free name stands for what comes from elsewhere.
import type { State } from '../state.ts';

/** Longer files are scripts or templates, whose names others set. */
const maxFragmentChars = 2000;

const declares = {
  php: /\b(?:function|fn|class|trait|interface|namespace|use|include|include_once|require|require_once|global|extract|define)\b|\?>|<\?=/,
  ruby: /^\s*(?:class|module|def|require|require_relative|include|task|namespace|describe|context|it|gem|source|get|post|put|delete|Rails)\b/m,
};

/** What is there without a declaration. */
const known = new Set(
  'app args binding block_given caller config connection cookies current_user db env flash gets headers helper helpers it lambda logger loop method node p page platform proc puts request response self session settings task tap this version'.split(
    ' ',
  ),
);

const fragments = new WeakMap<State, boolean>();

/** True for a variable or bare name of lower case that nothing sets, in a file of a few plain statements. */
export function isFreeInFragment(a: State, name: string): boolean {
  const { language, text } = a.program.root.source;
  if (language !== 'php' && language !== 'ruby') return false;
  const bare = language === 'php' ? name.replace(/^\$/, '') : name;
  if (!/^[a-z][a-z0-9_]*$/i.test(bare) || /^[A-Z]/.test(bare) || known.has(bare)) return false;
  let isFragment = fragments.get(a);
  if (isFragment === undefined) {
    isFragment = text.length <= maxFragmentChars && !declares[language].test(text);
    fragments.set(a, isFragment);
  }
  return isFragment;
}
