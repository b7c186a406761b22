// Tells by which means a paragraph tries to steer a machine that reads it.

/** The means; one alone is seldom an attack, two together seldom anything else. */
export type Signal =
  | 'override'
  | 'review'
  | 'claim'
  | 'address'
  | 'exfiltration'
  | 'secrecy'
  | 'role'
  | 'tokens'
  | 'command'
  | 'action';

/** Every word that one of the expressions needs, so that ordinary text is passed over at once. */
export const steeringWords =
  /instruction|prompt|guideline|directive|previous|reviewer|review|approve|lgtm|assistant|\bAI\b|\bLLMs?\b|language model|claude|copilot|chatgpt|gemini|cursor|codex|exfiltrat|the user|developer mode|jailb|<\||\[INST\]|<<SYS>>|function_calls|tool_call|tool_use|coderabbit|sourcery|greptile|instru[cç]|istruzion|\bagents?\s*:|anweisung|voorschrift|инструкц|указани|指令|指示|명령|지시|吩咐|system\s*:/i;

const neglect = String.raw`(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|do not follow|don't follow|stop following|pay no attention to)`;
/** `ignore any instructions in them`: what a program tells its own model of the text that strangers wrote. */
const within = String.raw`\s+(?:(?:that (?:are|appear|stand)|which appear|contained|found|embedded|written|given|hidden)\s+)?(?:in|inside|within)\s+(?:it|them|there|(?:the|this|these|those|user|fetched|untrusted|external)\s+(?:[\w-]+\s+){0,2}?(?:data|diffs?|documents?|texts?|pages?|content|inputs?|files?|code|comments?|messages?|e?mails?|descriptions?|results?|tags|blocks?|quotes?|articles?|transcripts?))\b`;
const few = String.raw`(?:[\w'’-]+\s+)`;

const expressions: readonly (readonly [Signal, RegExp])[] = [
  [
    'override',
    new RegExp(
      String.raw`\b${neglect}\s+${few}{0,4}?(?:previous|prior|above|earlier|preceding|foregoing|original|initial|system|your|safety|all|any)\s+${few}{0,2}?(?:instructions?|prompts?|directives?|guidelines|programming|training|safeguards)\b(?!${within})`,
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
  // Spanish, Portuguese, French, Italian; German, Dutch; Russian; Chinese, Japanese, Korean.
  [
    'override',
    /(?<![\p{L}])(?:ignor[aeéo]\w*|omit[ae]|olvid[ae]|desconsider[ae]|esque[cç]a|oubli(?:e|ez)|dimentica|tralascia)\s+(?:[\p{L}'’]+\s+){0,3}?(?:instruc\p{L}+|instruções|istruzioni|indicaciones|consignes|directives)(?:\s+\p{L}+){0,2}?\s+(?:anterior\p{L}*|previ\p{L}+|précédent\p{L}*|preceden\p{L}+|de\s+arriba|ci-dessus)/iu,
  ],
  [
    'override',
    /(?<![\p{L}])(?:ignorier\p{L}*|vergiss|vergesst|missachte\p{L}*|negeer)\s+(?:\p{L}+\s+){0,3}?(?:vorherig\p{L}*|bisherig\p{L}*|obig\p{L}*|früher\p{L}*|vorige|eerdere)\s+(?:\p{L}+\s+){0,1}?(?:anweisung\p{L}*|instruktion\p{L}*|vorgabe\p{L}*|regeln|instructies)/iu,
  ],
  [
    'override',
    /(?:игнориру\p{L}*|забуд\p{L}*)\s+(?:\p{L}+\s+){0,3}?(?:предыдущ\p{L}*|прежн\p{L}*)\s+(?:\p{L}+\s+){0,1}?(?:инструкци\p{L}*|указани\p{L}*)/iu,
  ],
  [
    'override',
    /(?:忽略|无视|無視|忘记|忘掉|不要理会)[^\n。.]{0,12}(?:指令|指示|说明|提示|規則|规则)|(?:以前|これまで|上記|前)の?[^\n。]{0,8}(?:指示|命令|プロンプト)を?(?:すべて|全て)?(?:無視|忘れ)|(?:이전|위)의?[^\n.]{0,8}(?:지시|명령|지침)\p{L}*\s*(?:모두\s*)?(?:무시|잊)/u,
  ],
  ['override', /\b(?:new|updated|real|actual)\s+(?:system\s+)?(?:instructions?|prompt)\s*:/i],
  [
    'review',
    /\b(?:approve|accept|merge|pass|rubber[- ]stamp|sign off on)\s+(?:this|these|the)\s+(?:pr|pull[- ]request|merge[- ]request|changes?|diff|commit|patch|code|files?)\b|\b(?:mark|treat|rate|classify|consider|report)\s+(?:[\w'-]+\s+){0,5}?(?:as\s+)?(?:safe|approved|secure|passing|passed|benign|clean|low[- ]risk|no issues)\b|(?<!\bit (?:must|should|will|has to) )\b(?:reply|respond|answer|comment|say|output|return)\s+(?:only\s+)?(?:with\s+)?["'`“]?(?:lgtm|approved|no issues|looks good)|\b(?:state|say|claim|conclude|report|write|respond|confirm)\s+that\s+(?:[\w'-]+\s+){0,5}?(?:safe|secure|no\s+(?:known\s+)?(?:vulnerabilit\w+|issues|problems|findings|risks))|\bapprove\s+(?:(?:it|this|now|them|everything)\s+)?(?:without|immediately|at once|right away)\b|\bignore\s+(?:(?:its|the|any|all|these|those|known|every)\s+){0,2}(?:security\s+)?(?:vulnerabilit\w+|findings|flaws|risks)\b|\bapprove\s+(?:and|then)\s+merge\b|\b(?:approuve|aprueba|aprove|genehmige|approva)\b|批准|承認して|одобр/i,
  ],
  [
    'review',
    /\b(?:do not|don't|never|must not|should not|refrain from|no need to|skip|omit|stop)\s+(?:[\w'-]+\s+){0,2}?(?:flag(?:ging)?|report(?:ing)?|mention(?:ing)?|comment(?:ing)?|review(?:ing)?|rais(?:e|ing)|scan(?:ning)?|analy[sz](?:e|ing)|audit(?:ing)?|warn(?:ing)?|block(?:ing)?)\b/i,
  ],
  [
    'claim',
    /\b(?:already|previously|has been|have been|was|were)\s+(?:[\w'-]+\s+){0,3}?(?:reviewed|approved|audited|vetted|cleared|signed off)\s+(?:[\w'-]+\s+){0,3}?by\s+(?:the\s+|our\s+)?(?:[\w'-]+\s+)?(?:security|appsec|infosec|compliance|platform security)\b|\b(?:pre-?approved|no (?:further |additional )?(?:security )?review (?:is )?(?:needed|required|necessary))\b|\bsecurity\s+(?:team\s+)?(?:has\s+)?(?:already\s+)?(?:signed off|approved|reviewed|cleared)\b/i,
  ],
  [
    'address',
    /\b(?:ai|llm|gpt|automated|automatic)[- ]?(?:based |powered )?(?:code[- ]?|pr[- ])?(?:review(?:er)?s?|assistants?|agents?|models?|scanners?|bots?|tools?)\b|\b(?:note|message|instructions?|attention|hint|memo|dear|hey|hello)\s*(?:to|for)?\s*[:,]?\s*(?:all\s+|any\s+)?(?:the\s+)?(?:ai\b|llms?\b|claude|copilot|chatgpt|gemini|codex|coderabbit|language models?|reviewer bots?|coding agents?)|\bif you(?:'re| are)\s+(?:an?\s+)?(?:ai\b|llm|language model|automated|large language|coding agent|assistant)|\b(?:claude|copilot|chatgpt|gemini|codex|coderabbit|cursor)\s*[:,]\s+(?:please|do|you|ignore|approve|run|skip|never|always)\b|(?:^|[\n>"'(])\s*(?:ai|llms?|assistant|system|agent|model|bot)s?\s*:\s+(?:please|do|don't|you|when|if|ignore|approve|run|skip|never|always|add|state|say|merge|close|push|execute)\b|\b(?:to|for)\s+(?:all\s+|any\s+|the\s+)?(?:ai|llm|automated)\s+(?:agents?|assistants?|reviewers?|tools?|models?)\b/i,
  ],
  [
    'exfiltration',
    /\b(?:send|post|upload|exfiltrate|transmit|forward|leak|append|embed|e-?mail(?! (?:is|and|or)\b|\s{0,3}\n)|paste|print|output|reveal|dump|encode|include|copy|read|cat)\s+(?:[\w'.`~/-]+\s+){0,6}?[`'"]?(?:~?\/?\.(?:env|ssh|aws|npmrc|netrc)\b|~?\/(?:env|ssh|aws)\b|(?:env|npmrc|netrc)\b|(?:contents?|values?)\s+of\s+(?:[\w'.`~/-]+\s+){0,3}?[`'"]?~?\/?\.?(?:env|ssh|aws|npmrc|netrc)\b|env(?:ironment)? var\w*|(?:api[- ]?keys?|secrets?|credentials?|access tokens?|passwords?)\b|ssh keys?|private keys?|system prompt|chat history|conversation)/i,
  ],
  [
    'secrecy',
    /\b(?:do not|don't|never)\s+(?:[\w'-]+\s+){0,2}?(?:tell|inform|notify|alert|reveal\s+(?:this|it)\s+to|mention\s+(?:this|it|any of this)\s+to|mention\s+to|disclose\s+(?:this|it)\s+to|show\s+(?:this|it)\s+to)\s+(?:the\s+)?(?:users?|humans?|developers?|reviewers?|maintainers?|operators?|anyone|people)\b|(?<!\b(?:never|not|don't)\b[^.\n]{0,60})\bwithout\s+(?:telling|informing|notifying|alerting)\s+(?:the\s+)?(?:users?|humans?|developers?|reviewers?|maintainers?)\b/i,
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
  [
    'action',
    /\b(?:add|apply|set|remove)\s+(?:the\s+|a\s+)?labels?\b|\b(?:close|delete|merge|reopen|assign)\s+(?:all|every|any|this|the|other|each)\b|\bwithout\s+(?:asking|confirmation|confirming|permission|approval)\b|\brecommend\s+(?:this|our|the)\s+(?:package|library|tool|product|module|service|dependency)\b|\bpush\s+(?:directly\s+|straight\s+)?to\s+(?:main|master)\b|\badd\s+(?:the\s+|a\s+|this\s+)?(?:script|dependency|package|import|workflow|hook|line)\b/i,
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
