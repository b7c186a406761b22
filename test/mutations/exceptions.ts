// The mutants that are known to be lost, by name, and why that is so.

/** `lost` is tested against `transformation: rule match.list.example`; of several transformations at once, each is tried. */
export const exceptions: readonly { lost: RegExp; why: string }[] = [
  {
    lost: /^inside (?:a function|an async function|a method): (?:decompression-without-limit 2|eval-of-text 0|ldap-filter-from-request 4|option-from-argument 0|path-from-request 0|query-from-interpolation 1|shell-from-interpolation 0|sql-from-interpolation 0|url-from-request 0|xpath-from-request 3)\./,
    why: 'The source is a parameter of a function that others can call; inside a function nobody else can, so it weighs less.',
  },
  {
    lost: /^inside .*: (?:cookie-without-protection 0\.match\.3|debug-mode-on 1\.|django-protection-off [013]\.)/,
    why: 'A Django setting counts at the top of the settings module; under a condition it is what the remedy advises.',
  },
  {
    lost: /^inside (?:if|else): cors-any-origin 2\./,
    why: 'A condition around the header is most often the list of allowed origins.',
  },
  {
    lost: /^(?:no space around operators: weak-key-derivation 1|local variables renamed: (?:weak-random (?:1|2\d)|credential-in-response [23]|upload-kind-unchecked [01]|fields-from-request [23]|csrf-protection-off 6))\./,
    why: 'The rule tells a secret by the words of the expression and the name.',
  },
  {
    lost: /^as a [a-z ]{1,30}: (?:cleartext-protocol (?:26|28)|error-details-to-client 14|predictable-temp-file (?:19|21)|secret-in-log (?:29|30)|comment-closed-by-value [12]|folder-published 5|password-in-query 3|query-from-interpolation 4|password-stored-plainly 2|script-address-from-page 1|world-writable-file \d+)\./,
    why: 'The rule reads a path or a command as it is written; one put together by a call is for dataflow.',
  },
  {
    lost: /^as a (?:concat call|join): html-from-text 19\./,
    why: 'A page with a script is one template or a sum, and the rule looks at what stands before the value in it.',
  },
  {
    lost: /^through a conditional: html-from-text 0\.match\.3$/,
    why: 'On one of two ways the value is an empty constant.',
  },
  {
    lost: /^cast to a number: unguarded-recursive-merge \d\./,
    why: 'What is written is a number then, but it is written to whatever the key names.',
  },
  {
    lost: /^cast to a number: allocation-of-input-size \d\./,
    why: 'How much room is taken is a number anyway.',
  },
  {
    lost: /^cast to a number: (?:path-from-archive|eval-of-text 0\.match\.2|unsafe-deserialization 0\.match\.1)/,
    why: 'The mistake is not in the parameter that is cast: names in an archive, the answer of a model, the loader.',
  },
  {
    lost: /^(?:through|building).*: (?:autoescape-off|bind-all-interfaces|cdk-resource-open|cleartext-protocol|credential-argument|credential-in-token|csrf-protection-off|django-protection-off|download-without-revision|url-scheme-unchecked|constant-signing-key|cookie-without-protection|cors-any-origin|debug-mode-on|error-details-to-client|predictable-temp-file|secret-in-log|ssh-host-unchecked|static-iv|tls-verification-off|unguarded-recursive-merge|weak-cipher|weak-hash|weak-key-derivation|weak-key-size|weak-random|weak-tls-version|world-writable-file|xml-external-entities|address-checked-by-substring|allocation-of-input-size|buffer-made-unsafely|caller-known-by-header|check-inverted|credential-only-present|credential-in-page-storage|every-error-collected|folder-checked-by-prefix|folder-published|guard-lets-everyone-in|jwt-not-verified|key-taken-from-token|link-from-host-header|llm-key-in-browser|message-origin-unchecked|permission-check-fails-open|permission-check-ignored|refusal-without-return|regex-explodes|replaces-first-only|request-size-unlimited|role-kept-in-browser|secret-compared-in-variable-time|security-headers-off|ampersand-unescaped-first|checked-then-opened|credential-in-response|decompression-without-limit|letters-range-too-wide|loop-length-from-request|oauth-without-state|password-stored-plainly|stored-object-public|upload-kind-unchecked|guard-skips-upper-case|service-key-in-browser|escape-lost-in-string|hardcoded-address|logging-switched-off|session-from-request|tag-found-by-expression|downloaded-program-unverified) /,
    why: 'A pattern sees what stands in the call and constants by their names; it follows no value through objects, conditions and functions, as dataflow does.',
  },
  {
    lost: /^(?:through|building|handed).*: (?:eval-of-text 8|html-from-text 12)\./,
    why: 'The pattern is for a field of `this` that stands in the call; what else is run is for dataflow.',
  },
  {
    lost: /^(?:through|building|in brackets).*: (?:eval-of-text (?:18|22)|sql-from-interpolation 14|variables-from-request 5|weak-password-rules 6|shell-over-socket 0|signer-left-open \d)\./,
    why: 'The pattern is for a text, a reading or a part of the request that stands in the call; what is handed on is for dataflow.',
  },
  {
    lost: /^(?:through|building|in brackets).*: (?:loop-never-ends 0|credentials-follow-redirect [01]|disk-format-guessed 0|request-size-unlimited 1|constant-signing-key 2[78])\./,
    why: 'What is asked of the loop, the request or the command is asked of the statement as it is written.',
  },
  {
    lost: /^(?:through|building|in brackets).*: record-found-unscoped [2356]\./,
    why: 'The pattern asks which parameter of the route stands in the look-up.',
  },
  {
    lost: /^(?:functions renamed: (?:path-from-archive 8|debug-mode-on 0|weak-random 35|credential-only-present 0)|local variables renamed: (?:folder-checked-by-prefix 3|password-stored-plainly 20))\./,
    why: 'The rule tells by its name what a function or a list of folders is for, or that a record is an account.',
  },
  {
    lost: /^as a (?:concat call|join): eval-of-text 1[34]\./,
    why: 'The pattern reads code that is written as one text, quotes and all.',
  },
  {
    lost: /^in brackets: (?:guard-skips-upper-case|cors-any-origin|error-details-to-client|ssh-host-unchecked|xml-external-entities) /,
    why: 'The pattern asks for a bare name.',
  },
  {
    lost: /^as a join: html-from-text 12\./,
    why: 'The pattern reads what a decorated function returns as it is written there.',
  },
  {
    lost: /^(?:through|building|in brackets|comments inside calls).*: replaces-with-the-same /,
    why: 'The pattern compares two texts as they are written in the call.',
  },
  {
    lost: /: sql-from-interpolation 6\.no_match\.1$/,
    why: 'What Entity Framework binds is the interpolated text itself; any other text is one that was put together.',
  },
  {
    lost: /^(?:through|as a|added|listed).*: header-from-request 5\./,
    why: 'The name of the header is read in the call; on another way it may be any other.',
  },
  {
    lost: /^(?:through|comments|line breaks|trailing commas).*: regex-slow-on-input [23]\./,
    why: 'A text that was measured is known by the words `strlen($text)`, and a pattern of several is none that is known.',
  },
  {
    lost: /^through .*: (?:pattern-from-request 3\.match\.2|format-from-request 4\.match\.2|redirect-from-request 7\.match\.1)$/,
    why: 'Which argument is the pattern, the format or the address is told by what stands in the call: delimiters, a culture, the name of a header.',
  },
  {
    lost: /^as a (?:concat call|join): redirect-from-request 3\.match\.1$/,
    why: 'What a Spring handler returns is an address where it is written as a text that begins with `redirect:`.',
  },
  {
    lost: /^(?:through|added|appended).*: shell-from-interpolation (?:8|10)\.no_match\./,
    why: 'A program or a command in a Rust variable is told at low where it is not one constant, whatever it was made of.',
  },
  {
    lost: /^(?:through|in brackets).*: (?:static-iv [479]|tls-verification-off 37|weak-random 16|biometrics-unbound [01]|intent-opened-up 6|credential-in-plain-preferences [01]|cleartext-protocol 7|cookie-without-protection (?:4|14)|regex-explodes 2)\.no_match\./,
    why: 'What makes the place harmless is read beside it: what fills the array, a flag, a constant, an address, a limit.',
  },
  {
    lost: /^(?:as a|added|appended|printed).*: folder-checked-by-prefix 1\.no_match\.2$/,
    why: 'The separator is looked for as it is commonly added.',
  },
  {
    lost: /^local variables renamed: (?:path-from-archive (?:4|11)|error-details-to-client (?:3|4|17)|secret-compared-in-variable-time 16|constant-signing-key 11|hardcoded-address [356]|shell-from-interpolation 16|name-in-pattern-unescaped 1|jwt-not-verified 12|hash-compared-loosely 1|weak-hash 34|unsafe-deserialization 14|credential-argument 6|tls-verification-off 38|secret-in-log (?:7|29|30)|weak-random 13|weak-key-size 14|token-checked-only-if-present [01]|password-stored-plainly 17)\./,
    why: 'The rule tells by its name what a variable holds.',
  },
  {
    lost: /^(?:inside|after|unrelated|comments between).*: (?:refusal-without-return [46]|tls-verification-off (?:1[018]|2[1369])|cors-any-origin 4|csrf-protection-off 8|spring-protection-off 1|html-from-text 17|intent-opened-up 7|caller-known-by-header 5|state-changed-by-get [01])\./,
    why: 'The rule knows a body that does nothing else, or statements that follow each other.',
  },
  {
    lost: /^inside a loop: weak-key-derivation 28\./,
    why: 'A loop around one round of a hash looks like the rounds that are missing.',
  },
  {
    lost: /^(?:inside (?:if|else)|after an early exit): (?:debug-mode-on [38]|folder-published 1|cleartext-protocol (?:5|21)|webview-opened-up 8)\./,
    why: 'A condition around it is most often the one that the remedy advises.',
  },
  {
    lost: /^cast to a number: (?:sql-from-interpolation 7\.match\.2|html-from-text 7\.match\.1)$/,
    why: 'A condition is told where it is put together, before the cast; and of what a Ruby `format` of numbers gives nothing is known.',
  },
];
