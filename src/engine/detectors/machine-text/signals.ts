// Tells by which means a paragraph tries to steer a machine that reads it.

/** The means; one alone is seldom an attack, two together seldom anything else. */
export type Signal =
  'override' | 'review' | 'claim' | 'address' | 'exfiltration' | 'secrecy' | 'role' | 'tokens' | 'command';

/** Every word that one of the expressions needs, so that ordinary text is passed over at once. */
export const steeringWords =
  /instruction|prompt|guideline|directive|previous|reviewer|review|approve|lgtm|assistant|\bAI\b|\bLLMs?\b|language model|claude|copilot|chatgpt|gemini|cursor|codex|exfiltrat|the user|developer mode|jailb|<\||\[INST\]|<<SYS>>|function_calls|tool_call|tool_use|coderabbit|sourcery|greptile/i;

const neglect = String.raw`(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|do not follow|don't follow|stop following|pay no attention to)`;
const few = String.raw`(?:[\w'’-]+\s+)`;

const expressions: readonly (readonly [Signal, RegExp])[] = [
  [
    'override',
    new RegExp(
      String.raw`\b${neglect}\s+${few}{0,4}?(?:previous|prior|above|earlier|preceding|foregoing|original|initial|system|your|safety|all|any)\s+${few}{0,2}?(?:instructions?|prompts?|directives?|guidelines|programming|training|safeguards)\b`,
      'i',
    ),
  ],
  [
    'override',
    new RegExp(
      String.raw`\b(?:ignore|disregard|forget)\s+${few}{0,3}?(?:(?:previous|prior|preceding|your)\s+${few}{0,1}?(?:rules|context|constraints|policies|commands)|(?:everything|anything|all)\s+(?:above|before|you (?:were|have been) told|i said))\b`,
      'i',
    ),
  ],
  ['override', /\b(?:new|updated|real|actual)\s+(?:system\s+)?(?:instructions?|prompt)\s*:/i],
  [
    'review',
    /\b(?:approve|accept|merge|pass|rubber[- ]stamp|sign off on)\s+(?:this|these|the)\s+(?:pr|pull[- ]request|merge[- ]request|changes?|diff|commit|patch|code|files?)\b|\b(?:mark|treat|rate|classify|consider|report)\s+(?:[\w'-]+\s+){0,5}?(?:as\s+)?(?:safe|approved|secure|passing|passed|benign|clean|low[- ]risk|no issues)\b|\b(?:reply|respond|answer|comment|say|output|return)\s+(?:only\s+)?(?:with\s+)?["'`“]?(?:lgtm|approved|no issues|looks good)/i,
  ],
  [
    'review',
    /\b(?:do not|don't|never|must not|should not|refrain from|no need to|skip|omit|stop)\s+(?:[\w'-]+\s+){0,2}?(?:flag(?:ging)?|report(?:ing)?|mention(?:ing)?|comment(?:ing)?|review(?:ing)?|rais(?:e|ing)|scan(?:ning)?|analy[sz](?:e|ing)|audit(?:ing)?|warn(?:ing)?|block(?:ing)?)\b/i,
  ],
  [
    'claim',
    /\b(?:already|previously|has been|have been|was|were)\s+(?:[\w'-]+\s+){0,3}?(?:reviewed|approved|audited|vetted|cleared|signed off)\s+(?:[\w'-]+\s+){0,3}?by\s+(?:the\s+|our\s+)?(?:[\w'-]+\s+)?(?:security|appsec|infosec|compliance|platform security)\b|\b(?:pre-?approved|no (?:further |additional )?(?:security )?review (?:is )?(?:needed|required|necessary))\b/i,
  ],
  [
    'address',
    /\b(?:ai|llm|gpt|automated|automatic)[- ]?(?:based |powered )?(?:code[- ]?|pr[- ])?(?:review(?:er)?s?|assistants?|agents?|models?|scanners?|bots?|tools?)\b|\b(?:note|message|instructions?|attention|hint|memo|dear|hey|hello)\s*(?:to|for)?\s*[:,]?\s*(?:all\s+|any\s+)?(?:the\s+)?(?:ai\b|llms?\b|claude|copilot|chatgpt|gemini|codex|coderabbit|language models?|reviewer bots?|coding agents?)|\bif you(?:'re| are)\s+(?:an?\s+)?(?:ai\b|llm|language model|automated|large language|coding agent|assistant)|\b(?:claude|copilot|chatgpt|gemini|codex|coderabbit|cursor)\s*[:,]\s+(?:please|do|you|ignore|approve|run|skip|never|always)\b/i,
  ],
  [
    'exfiltration',
    /\b(?:send|post|upload|exfiltrate|transmit|forward|leak|append|embed|e-?mail|paste|print|output|reveal|dump|encode|include|copy|read)\s+(?:[\w'.`~/-]+\s+){0,6}?[`'"]?(?:~?\/?\.?(?:env|ssh|aws|npmrc|netrc)\b|env(?:ironment)? var\w*|api[- ]?keys?|secrets?|credentials?|access tokens?|passwords?|ssh keys?|private keys?|system prompt|chat history|conversation)/i,
  ],
  [
    'secrecy',
    /\b(?:do not|don't|never)\s+(?:[\w'-]+\s+){0,2}?(?:tell|inform|notify|alert|reveal\s+(?:this|it)\s+to|mention\s+(?:this|it|any of this)\s+to|disclose\s+(?:this|it)\s+to|show\s+(?:this|it)\s+to)\s+(?:the\s+)?(?:users?|humans?|developers?|reviewers?|maintainers?|operators?|anyone|people)\b|(?<!\b(?:never|not|don't)\b[^.\n]{0,60})\bwithout\s+(?:telling|informing|notifying|alerting)\s+(?:the\s+)?(?:users?|humans?|developers?|reviewers?|maintainers?)\b/i,
  ],
  [
    'role',
    /\byou are now\s+(?:in\s+)?(?:dan\b|developer mode|jailbroken|unrestricted|an?\s+(?:unrestricted|unfiltered|uncensored|evil))|\b(?:enter|enable|activate)\s+(?:developer|dan|god|jailbreak)\s+mode\b|\b(?:act|behave|respond)\s+as\s+(?:an?\s+)?(?:unrestricted|unfiltered|uncensored|jailbroken)\b/i,
  ],
  [
    'tokens',
    /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system-reminder|system_prompt|function_calls|tool_call|tool_use|invoke name=)[^>\n]{0,80}>/i,
  ],
  [
    'command',
    /\b(?:curl|wget|Invoke-WebRequest|nc|bash|sh|powershell|npx|npm (?:i|install)|pip install|eval|base64)\b[^\n]{0,120}(?:https?:\/\/|\||\$\(|-c\b|-d\b|@)|\bgit push\b|\bgh (?:pr|api|auth)\b|\brm -rf\b|\bchmod\b/i,
  ],
];

/** The signals of one paragraph, each with the offset at which it first stands. */
export function signalsIn(paragraph: string): Map<Signal, { start: number; end: number }> {
  const found = new Map<Signal, { start: number; end: number }>();
  for (const [signal, expression] of expressions) {
    if (found.has(signal)) continue;
    const match = expression.exec(paragraph);
    if (match) found.set(signal, { start: match.index, end: match.index + match[0].length });
  }
  return found;
}

// Who writes about the attack, in a guide, a detector or its tests, uses the words that attackers do.
const topic =
  /prompt[- ]?injection|jailbreak|red[- ]team|adversarial|attacker|malicious|payload|untrusted|guardrail|exploit|hijack/i;

/** True when a text is about such attacks. */
export function isAboutAttacks(text: string): boolean {
  return topic.test(text);
}

/** True when what stands at an offset is quoted: in quotes, in backticks or in a block quote. */
export function isQuoted(paragraph: string, start: number): boolean {
  const line = paragraph.slice(paragraph.lastIndexOf('\n', start - 1) + 1, start);
  return (
    /["'“‘«`]\s*(?:\w+[\s,:]+){0,4}$/.test(line) ||
    /^\s*>/.test(line) ||
    (line.split('`').length - 1) % 2 === 1
  );
}
