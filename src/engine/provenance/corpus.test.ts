// A labelled corpus of messages, identities, bodies and branches, with traps: how much is found, and how much of it is right.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Change, type Identity, wholeFile } from '../change.ts';
import { attribute } from './attribute.ts';
import { aiToolSchema } from './tool.ts';

const folder = new URL('../../../rules/ai-markers/', import.meta.url);
const tools = readdirSync(folder).map((file) =>
  aiToolSchema.parse(parse(readFileSync(new URL(file, folder), 'utf8'))),
);

const nr = 'users.noreply.github.com';
const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
const jane: Identity = { name: 'Jane Roe', email: 'jane@example.org' };
const person = (text: string): Identity => {
  const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(text) ?? [];
  return { name, email };
};

type Sample = [text: string, label: string];

/** `tool grade`, or empty for a text that no tool is behind or that must not be read as if. */
const trailers: Sample[] = [
  ['Co-Authored-By: Claude <noreply@anthropic.com>', 'claude-code claimed'],
  ['co-authored-by: claude opus 4.6 <NOREPLY@anthropic.com>', 'claude-code claimed'],
  ['Co-authored-by: Claude Fable 5 (1M context) <noreply@anthropic.com>', 'claude-code claimed'],
  ['* Co-Authored-By: Claude <noreply@anthropic.com>', 'claude-code claimed'],
  ['---------\n\nCo-authored-by: Claude <noreply@anthropic.com>', 'claude-code claimed'],
  ['Co-Authored-By: Claude <noreply@anthropic.com>\n\nOne more thought, in prose.', 'claude-code claimed'],
  ['Co-authored-by: Claude <noreply@anthropic.com>\r', 'claude-code claimed'],
  [`Co-authored-by: claude[bot] <41898282+claude[bot]@${nr}>`, 'claude-code claimed'],
  [`Co-authored-by: claude[bot] <209825114+claude[bot]@${nr}>`, 'claude-code claimed'],
  [
    `Co-authored-by: anthropic-code-agent[bot] <242468646+anthropic-code-agent[bot]@${nr}>`,
    'claude-code claimed',
  ],
  ['🤖 Generated with [Claude Code](https://claude.com/claude-code)', 'claude-code claimed'],
  ['🤖 Generated with [Claude Code](https://claude.ai/code)', 'claude-code claimed'],
  ['🤖 Generated with Claude Code', 'claude-code claimed'],
  ['Claude-Session: https://claude.ai/code/session_01XyZ', 'claude-code claimed'],
  ['https://claude.ai/code/session_01XyZ', 'claude-code claimed'],
  ['Assisted-by: Claude:claude-opus-4-6 [coccinelle] [sparse]', 'claude-code claimed'],
  ['Generated-by: Claude Code', 'claude-code claimed'],
  [`Co-authored-by: Copilot <198982749+Copilot@${nr}>`, 'github-copilot claimed'],
  [`Co-authored-by: Copilot <223556219+Copilot@${nr}>`, 'github-copilot claimed'],
  [`Co-authored-by: Copilot App <223556219+Copilot@${nr}>`, 'github-copilot claimed'],
  [`Co-authored-by: Copilot <175728472+Copilot@${nr}>`, 'github-copilot assist'],
  [
    `Co-authored-by: Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@${nr}>`,
    'github-copilot assist',
  ],
  ['Co-authored-by: Copilot <copilot@github.com>', 'github-copilot assist'],
  [`Agent-Logs-Url: https://github.com/octo/app/sessions/${uuid}`, 'github-copilot claimed'],
  [`Copilot-Session: ${uuid}`, 'github-copilot claimed'],
  ['Assisted-by: GitHub Copilot', 'github-copilot claimed'],
  ['Co-authored-by: Cursor <cursoragent@cursor.com>', 'cursor claimed'],
  ['Co-authored-by: cursor-ai <sos@cursor.sh>', 'cursor claimed'],
  ['Made-with: Cursor', 'cursor claimed'],
  ['Co-authored-by: Codex <noreply@openai.com>', 'openai-codex claimed'],
  ['Co-authored-by: GPT 5.3 <codex@openai.com>', 'openai-codex claimed'],
  [
    `Co-authored-by: chatgpt-codex-connector[bot] <199175422+chatgpt-codex-connector[bot]@${nr}>`,
    'openai-codex claimed',
  ],
  [`Co-authored-by: codex <267193182+codex@${nr}>`, 'openai-codex claimed'],
  ['Generated with [Codex](https://openai.com/codex/).', 'openai-codex claimed'],
  [`Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@${nr}>`, 'gemini assist'],
  ['Generated-by: Gemini CLI', 'gemini claimed'],
  [`Co-authored-by: google-labs-jules[bot] <161369871+google-labs-jules[bot]@${nr}>`, 'google-jules claimed'],
  [`Co-Authored-By: Devin AI <158243242+devin-ai-integration[bot]@${nr}>`, 'devin claimed'],
  ['Co-Authored-By: Devin', 'devin hinted'],
  ['Generated with [Devin](https://devin.ai)', 'devin claimed'],
  ['Co-authored-by: aider (openai/gpt-5) <aider@aider.chat>', 'aider claimed'],
  ['Co-authored-by: aider (gpt-4o) <noreply@aider.chat>', 'aider claimed'],
  ['Co-authored-by: openhands <openhands@all-hands.dev>', 'openhands claimed'],
  ['Co-authored-by: OpenDevin <opendevin@all-hands.dev>', 'openhands claimed'],
  [
    '🤖 Generated with [opencode](https://opencode.ai)\n\nCo-Authored-By: opencode <noreply@opencode.ai>',
    'opencode claimed',
  ],
  ['Assisted-by: Crush:glm-4.7', 'crush claimed'],
  ['💘 Generated with Crush', 'crush claimed'],
  ['Co-Authored-By: Crush <crush@charm.land>', 'crush claimed'],
  [`Amp-Thread-ID: https://ampcode.com/threads/T-${uuid}`, 'amp claimed'],
  ['Co-authored-by: Amp <amp@ampcode.com>', 'amp claimed'],
  [`Co-authored-by: factory-droid[bot] <138933559+factory-droid[bot]@${nr}>`, 'factory-droid claimed'],
  ['Co-authored-by: Droid <droid@factory.ai>', 'factory-droid claimed'],
  [`Co-authored-by: Kiro <244629292+kiro-agent@${nr}>`, 'kiro claimed'],
  ['Co-authored-by: Junie <junie@jetbrains.com>', 'junie claimed'],
  ['Co-authored-by: Windsurf Cascade <cascade@windsurf.ai>', 'windsurf claimed'],
  ['Co-authored-by: roomote <roomote@roocode.com>', 'roo-code claimed'],
  ['Co-authored-by: Continue <noreply@continue.dev>', 'continue claimed'],
  [`Co-authored-by: kiloconnect[bot] <240665456+kiloconnect[bot]@${nr}>`, 'kilo-code claimed'],
  ['Co-authored-by: goose <noreply@anthropic.com>', 'goose claimed'],
  ['Co-authored-by: Qwen-Coder <qwen-coder@alibabacloud.com>', 'qwen-code claimed'],
  ['Generated by Mistral Vibe.\nCo-Authored-By: Mistral Vibe <vibe@mistral.ai>', 'mistral-vibe claimed'],
  ['Co-authored-by: Oz <oz-agent@warp.dev>', 'warp claimed'],
  ['Replit-Commit-Author: Agent', 'replit claimed'],
  [`X-Lovable-Edit-ID: edt-${uuid}`, 'lovable claimed'],
  ['Co-authored-by: Atlassian Rovo Dev', 'rovo-dev claimed'],
  ['Generated-By: pi 0.31.0', 'pi claimed'],
  ['Entire-Checkpoint: 0a1b2c3d4e5f', 'entire hinted'],
  ['AI-Generated: true', 'unnamed-tool claimed'],
  ['AI-Assisted-By: some assistant', 'unnamed-tool claimed'],
  ['Assisted-by: MyAgent:some-model-3.1 [sparse]', 'unnamed-tool claimed'],
  // Written by a tool, but nothing that can be trusted says so.
  ['Co-authored-by: Claude Sonnet 4.5 <jane.roe+claude-code@example.org>', 'claude-code missed'],
  ['I let ChatGPT write this one.', 'openai-codex missed'],
  ['Written with the help of Cline.', 'cline missed'],
  ['Assisted-by: Claude', 'claude-code missed'],
  ['    Co-Authored-By: Claude <noreply@anthropic.com>', ''],
  ['> Co-Authored-By: Claude <noreply@anthropic.com>', ''],
  ['```\nCo-Authored-By: Claude <noreply@anthropic.com>\n```', ''],
  ['Strips "Co-Authored-By: Claude <noreply@anthropic.com>" from messages.', ''],
  ['No Co-Authored-By: Claude <noreply@anthropic.com> please', ''],
  ['This code is not AI-generated.', ''],
  ['Not generated with Claude Code', ''],
  ['AI-Generated: false', ''],
  ['AI-Tool: none', ''],
  ['AI-Assistant: n/a', ''],
  ['Co-authored-by: Claude Dupont <claude.dupont@example.org>', ''],
  ['Co-authored-by: Claude Dupont <claude@anthropic.com>', ''],
  ['Co-authored-by: Jules Verne <jules@example.org>', ''],
  ['Co-authored-by: Devin Booker <devin@example.org>', ''],
  ['Co-authored-by: Charlie <charlie@example.org>', ''],
  ['Co-authored-by: Jane Roe <jane@openai.com>', ''],
  ['Co-authored-by: Jane Roe <jane@cursor.com>', ''],
  ['Co-authored-by: Paul Roe <paul@aider.chat>', ''],
  ['Co-authored-by: Codex <codex@example.com>', ''],
  ['Co-authored-by: Claude <noreply@anthropic.com.example.org>', ''],
  [`Co-authored-by: github-actions[bot] <41898282+github-actions[bot]@${nr}>`, ''],
  [`Co-authored-by: copilot-fan <12345+copilot-fan@${nr}>`, ''],
  [`Co-authored-by: github-advanced-security[bot] <62310815+github-advanced-security[bot]@${nr}>`, ''],
  [`Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@${nr}>`, ''],
  [`Co-authored-by: coderabbitai[bot] <136622811+coderabbitai[bot]@${nr}>`, ''],
  ['Assisted-by: Jane Roe', ''],
  ['Assisted-by: Claude Dupont <claude@example.org>', ''],
  ['Assisted-by: Jane Roe: testing', ''],
  ['Generated-by: protoc-gen-go v1.36', ''],
  ['Generated-by: scripts/make.py', ''],
  ['Made-with: Love', ''],
  ['Reviewed-by: Copilot', ''],
  ['Signed-off-by: Jane Roe <jane@example.org>', ''],
  ['See https://cursor.com/docs and https://claude.ai/code for the tools.', ''],
  ['Add cursor pagination to the codex client', ''],
  ['Bump claude-code from 2.0.1 to 2.0.2', ''],
  // Squash merges: marks on every part, on some, and only where GitHub collected them.
  ['Co-Authored-By: Claude Haiku 4.5 <noreply@anthropic.com>', 'claude-code claimed'],
  ['Co-Authored-By: Claude Sonnet 4.5 <noreply@anthropic.com>', 'claude-code claimed'],
  ['CO-AUTHORED-BY: Claude <noreply@anthropic.com>', 'claude-code claimed'],
  ['Generated with [Claude Code](https://claude.ai/claude-code)', 'claude-code claimed'],
  ['Assisted-by: Claude Code:claude-sonnet-4-5', 'claude-code claimed'],
  ['Generated-by: claude-code 2.1.0', 'claude-code claimed'],
  [
    'Reviewed-by: Jane Roe <jane@example.org>\nCo-authored-by: Claude <noreply@anthropic.com>',
    'claude-code claimed',
  ],
  [
    'Co-authored-by: Jane Roe <jane@example.org>\nCo-authored-by: Cursor <cursoragent@cursor.com>',
    'cursor claimed',
  ],
  ['Co-authored-by: Cursor Agent <cursoragent@cursor.com>', 'cursor claimed'],
  ['co-authored-by: CURSOR <CursorAgent@cursor.com>', 'cursor claimed'],
  ['made-with: cursor', 'cursor claimed'],
  [`Co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@${nr}>`, 'github-copilot claimed'],
  ['Generated-by: GitHub Copilot', 'github-copilot claimed'],
  ['Co-authored-by: GPT 5.1 <codex@openai.com>', 'openai-codex claimed'],
  ['Co-authored-by: Codex <codex@openai.com>', 'openai-codex claimed'],
  ['Co-authored-by: aider (claude-sonnet-4) <aider@aider.chat>', 'aider claimed'],
  ['Co-authored-by: aider (ollama/qwen3) <noreply@aider.dev>', 'aider claimed'],
  ['Co-authored-by: OpenHands <openhands@all-hands.dev>', 'openhands claimed'],
  ['Assisted-by: Crush:claude-opus-4-6', 'crush claimed'],
  ['💖 Generated with Crush', 'crush claimed'],
  ['Co-Authored-By: Charm Crush <crush@charm.land>', 'crush claimed'],
  ['Co-authored-by: Kiro <noreply@kiro.dev>', 'kiro claimed'],
  ['Co-authored-by: Windsurf <windsurf@codeium.com>', 'windsurf claimed'],
  ['Co-authored-by: Warp <agent@warp.dev>', 'warp claimed'],
  ['Replit-Commit-Author: Assistant', 'replit claimed'],
  ['Co-authored-by: Mistral Vibe <vibe@mistral.ai>', 'mistral-vibe claimed'],
  ['Entire-Checkpoint: 01ARZ3NDEKTSV4RRFFQ69G5FAV', 'entire hinted'],
  ['AI-Generated: yes', 'unnamed-tool claimed'],
  ['AI-Model: gpt-5', 'unnamed-tool claimed'],
  ['AI-Tool: some agent', 'unnamed-tool claimed'],
  // People, reviewers and tools that are not models.
  ['Co-authored-by: Claude Monet <claude.monet@example.org>', ''],
  ['Co-authored-by: Claude Shannon <claude@anthropic.example>', ''],
  ['Co-authored-by: Jules Dupont <jules@example.com>', ''],
  ['Co-authored-by: Devin Roe <devin.roe@example.com>', ''],
  ['Co-authored-by: Amp Roe <amp@example.org>', ''],
  ['Co-authored-by: Junie Moon <junie@example.org>', ''],
  ['Co-authored-by: Cursor Fan <fan@cursor.com>', ''],
  ['Co-authored-by: Jane Roe <noreply@example.org>', ''],
  ['Co-authored-by: Jane Roe <noreply@github.com>', ''],
  ['Co-authored-by: Claude', ''],
  ['Co-authored-by: <noreply@anthropic.com>x', ''],
  ['Co-authored-by Claude <noreply@anthropic.com>', ''],
  ['Uncoauthored-by: Claude <noreply@anthropic.com>', ''],
  ['Cc: Claude <noreply@anthropic.com>', ''],
  ['Acked-by: Cursor <cursoragent@cursor.com>', ''],
  ['Reported-by: Copilot <copilot@github.com>', ''],
  ['Suggested-by: Claude', ''],
  ['Tested-by: Devin', ''],
  ['Generated-by: openapi-generator 7.0', ''],
  ['Generated-by: protobuf', ''],
  ['Generated by the build.', ''],
  ['Made-with: Cursor.js', ''],
  ['Made-with: cursors', ''],
  ['AI-Generated: never', ''],
  ['AI-Model: -', ''],
  ['AI-Assisted-By: nobody', ''],
  ['Assisted-by: Jane Roe <jane@example.org>', ''],
  ['Helped-by: Claude <claude@example.org>', ''],
  ['Session: https://claude.ai/code/', ''],
  ['Claude-Session: none', ''],
  ['Copilot-Session: none', ''],
  ['Amp-Thread-ID: none', ''],
  ['Entire-Checkpoint: none', ''],
  ['Link: https://example.org/claude.ai/code/session_01XyZ', ''],
  ['We no longer add "Made-with: Cursor" to commits', ''],
  ['The footer "🤖 Generated with Claude Code" is now optional.', ''],
  ['>> Co-Authored-By: Claude <noreply@anthropic.com>', ''],
  ['\tCo-Authored-By: Claude <noreply@anthropic.com>', ''],
  ['~~~\nCo-Authored-By: Claude <noreply@anthropic.com>\n~~~', ''],
  ['````\n```\nCo-Authored-By: Claude <noreply@anthropic.com>\n```\n````', ''],
  [`Co-authored-by: renovate[bot] <29139614+renovate[bot]@${nr}>`, ''],
  [`Co-authored-by: sourcery-ai[bot] <58596630+sourcery-ai[bot]@${nr}>`, ''],
  [`Co-authored-by: claude-fan <1234+claude-fan@${nr}>`, ''],
  [`Co-authored-by: cursor-fan <99+cursor@${nr}>`, ''],
  ['Written by hand, for once, and not by Claude.', ''],
  ['Fix claude/ branch handling in the release script', ''],
];

const subjects: Sample[] = [
  [
    'Revert "Add login"\n\nThis reverts commit 1a2b3c4.\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
    'claude-code claimed',
  ],
  [
    'Revert "Add login"\n\nAdd a login form.\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\nThis reverts commit 1a2b3c4.',
    '',
  ],
  ['Co-Authored-By: Claude <noreply@anthropic.com>', ''],
  ['aider: rename things', ''],
  ['feat: support 🤖 Generated with Claude Code footers', ''],
  [
    'Add login (#12)\n\n* Add form\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\n* Add route\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\n---------\n\nCo-authored-by: Claude <noreply@anthropic.com>',
    'claude-code claimed',
  ],
  [
    'Add login (#12)\n\n* Add form\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\n* Mend typo\n\n---------\n\nCo-authored-by: Claude <noreply@anthropic.com>',
    'claude-code hinted',
  ],
  [
    'Add login (#12)\n\n* Add form\n\n* Add route\n\n---------\n\nCo-authored-by: Cursor <cursoragent@cursor.com>',
    'cursor hinted',
  ],
  ['Add login (#12)\n\nCo-authored-by: Cursor <cursoragent@cursor.com>', 'cursor claimed'],
  [
    'Add login\n\n* a form\n* a route\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
    'claude-code claimed',
  ],
  [
    'Add login (#12)\n\n* Add form\n\n* Add route\n\n---------\n\nCo-authored-by: Jane Roe <jane@example.org>',
    '',
  ],
  ['🤖 Generated with Claude Code', ''],
  ['Made-with: Cursor', ''],
  ['docs: explain the Co-Authored-By: Claude trailer', ''],
  ['Revert "Bump x"\n\nThis reverts commit 1a2b3c4.', ''],
  ['Merge pull request #3 from octo/claude/fix\n\nAdd a form', ''],
  ['chore(deps): bump cursor from 1.0 to 1.1', ''],
];

const authors: Sample[] = [
  ['Claude <noreply@anthropic.com>', 'claude-code claimed'],
  ['Cursor Agent <cursoragent@cursor.com>', 'cursor claimed'],
  [`copilot-swe-agent[bot] <198982749+Copilot@${nr}>`, 'github-copilot claimed'],
  ['Jane Roe (aider) <jane@example.org>', 'aider claimed'],
  ['Replit Agent <agent@replit.com>', 'replit claimed'],
  [`lovable-dev[bot] <1+lovable-dev[bot]@${nr}>`, 'lovable claimed'],
  [`google-labs-jules[bot] <161369871+google-labs-jules[bot]@${nr}>`, 'google-jules claimed'],
  ['Codex <codex@openai.com>', 'openai-codex claimed'],
  ['Claude Dupont <claude@example.org>', ''],
  ['Jane Aider <jane@example.org>', ''],
  [`github-actions[bot] <41898282+github-actions[bot]@${nr}>`, ''],
  [`dependabot[bot] <49699333+dependabot[bot]@${nr}>`, ''],
  [`pre-commit-ci[bot] <66853113+pre-commit-ci[bot]@${nr}>`, ''],
  ['Codex <codex@example.com>', ''],
  [`devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@${nr}>`, 'devin claimed'],
  [`claude[bot] <209825114+claude[bot]@${nr}>`, 'claude-code claimed'],
  [`anthropic-code-agent[bot] <242468646+anthropic-code-agent[bot]@${nr}>`, 'claude-code claimed'],
  [`chatgpt-codex-connector[bot] <199175422+chatgpt-codex-connector[bot]@${nr}>`, 'openai-codex claimed'],
  [`factory-droid[bot] <138933559+factory-droid[bot]@${nr}>`, 'factory-droid claimed'],
  [`kiro-agent[bot] <244629292+kiro-agent[bot]@${nr}>`, 'kiro claimed'],
  [`opencode-agent[bot] <1+opencode-agent[bot]@${nr}>`, 'opencode claimed'],
  [`Copilot <198982749+Copilot@${nr}>`, 'github-copilot claimed'],
  ['openhands <openhands@all-hands.dev>', 'openhands claimed'],
  ['Claude Opus 4.6 <noreply@anthropic.com>', 'claude-code claimed'],
  ['Ada Roe (aider) <ada@example.org>', 'aider claimed'],
  [`gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@${nr}>`, 'gemini claimed'],
  [`renovate[bot] <29139614+renovate[bot]@${nr}>`, ''],
  [`mergify[bot] <37929162+mergify[bot]@${nr}>`, ''],
  [`release-please[bot] <55107282+release-please[bot]@${nr}>`, ''],
  [`allcontributors[bot] <46447321+allcontributors[bot]@${nr}>`, ''],
  [`coderabbitai[bot] <136622811+coderabbitai[bot]@${nr}>`, ''],
  [`web-flow <19864447+web-flow@${nr}>`, ''],
  ['GitHub <noreply@github.com>', ''],
  ['Devin Roe <devin@example.com>', ''],
  ['Jules Roe <jules@google.com>', ''],
  ['Claude Roe <claude.roe@anthropic.com>', ''],
  ['Jane Roe <jane@cursor.com>', ''],
  ['Paul Roe <paul@aider.chat>', ''],
  ['Jane Roe <jane@replit.com>', ''],
  ['Jane Roe <jane@jetbrains.com>', ''],
  ['Kiro Roe <kiro@example.com>', ''],
  ['Cursor <cursor@example.com>', ''],
];

const bodies: Sample[] = [
  [
    '## Summary\n- x\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)',
    'claude-code claimed',
  ],
  [
    'x\n\n<!-- ccr-projects-attribution: {"github_login":"octo"} -->\n_Requested by **octo**_',
    'claude-code claimed',
  ],
  [
    'x\n\n<!-- START COPILOT CODING AGENT SUFFIX -->\n<details>\n<summary>Original prompt</summary>',
    'github-copilot claimed',
  ],
  ['<!-- CURSOR_AGENT_PR_BODY_BEGIN -->\nx\n<!-- CURSOR_AGENT_PR_BODY_END -->', 'cursor claimed'],
  [
    `x\n\n<a href="https://cursor.com/background-agent?bcId=bc-${uuid}&cursor_ref=pr_footer">Open</a>`,
    'cursor claimed',
  ],
  ['x\n\nMade with [Cursor](https://cursor.com)', 'cursor claimed'],
  ['x\n\n------\nhttps://chatgpt.com/codex/tasks/task_e_68a1b2c3', 'openai-codex claimed'],
  [
    '*PR created automatically by Jules for task [12345](https://jules.google.com/task/12345) started by @octo*',
    'google-jules claimed',
  ],
  ['x\n\nLink to Devin run: https://app.devin.ai/sessions/1a2b3c\nRequested by: octo', 'devin claimed'],
  ['https://entire.io/gh/octo/app/trails/12', 'entire hinted'],
  ['x\n\n---\nWritten by [Cursor Bugbot](https://cursor.com/dashboard?tab=bugbot) for commit 1a2b3c4.', ''],
  ['x\n<!-- CURSOR_SUMMARY -->\nMade with [Cursor](https://cursor.com)\n<!-- /CURSOR_SUMMARY -->', ''],
  ['x\n\n## Summary by CodeRabbit\n- 🤖 Generated with Claude Code\n', ''],
  ['x\n\n## Summary by Sourcery\n\nNew Features', ''],
  [
    '<!-- This is an auto-generated description by cubic. -->\nx\n<!-- End of auto-generated description by cubic. -->',
    '',
  ],
  ['> 🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\nWe should drop this footer.', ''],
  ['```\n🤖 Generated with [Claude Code](https://claude.com/claude-code)\n```\nis now stripped', ''],
  ['Copilot reviewed 3 out of 3 changed files in this pull request', ''],
  ['- [ ] I did not use AI\n- [x] Tests', ''],
  ['We tried https://chatgpt.com/codex/tasks/task_e_68a1b2c3 but threw it away.', ''],
  ['x\n\n🤖 Generated with [Claude Code](https://claude.ai/code)', 'claude-code claimed'],
  ['x\n\nhttps://claude.ai/code/session_01AbC', 'claude-code claimed'],
  ['x\n\n<!-- START COPILOT CODING AGENT TIPS -->', 'github-copilot claimed'],
  ['x\n\n<!-- START COPILOT ORIGINAL PROMPT -->', 'github-copilot claimed'],
  ['x\n\nGenerated with [Codex](https://openai.com/codex/).', 'openai-codex claimed'],
  ['x\n\nhttps://chatgpt.com/codex/tasks/task_b_68a1b2c3', 'openai-codex claimed'],
  ['x\n\nCo-Authored-By: Claude <noreply@anthropic.com>', 'claude-code hinted'],
  ['x\n\n**Link to Devin run:** https://app.devin.ai/sessions/1a2b3c', 'devin claimed'],
  [
    '## Summary by CodeRabbit\n\nx\n\n<!-- end of auto-generated comment: release notes by coderabbit.ai -->',
    '',
  ],
  ['We compared Cursor, Copilot and Claude Code; see https://cursor.com.', ''],
  ['- [ ] AI-assisted\n- [x] Written by me', ''],
  ['Fixes the docs of <https://claude.ai/code>', ''],
  ['| Tool | Used |\n|---|---|\n| Copilot | no |', ''],
  ['Bumps claude-code.\n\n> 🤖 Generated with Claude Code\n', ''],
  ['', ''],
];

const branches: Sample[] = [
  ['copilot/fix-login', 'github-copilot hinted'],
  ['claude/issue-12-20261120', 'claude-code hinted'],
  ['devin/1760000000-fix', 'devin hinted'],
  ['vercel-agent/fix', 'vercel-agent hinted'],
  ['feature/cursor-pagination', ''],
  ['claude', ''],
  ['jules/fix', ''],
  ['main', ''],
  ['codex/add-tests', 'openai-codex hinted'],
  ['cursor/fix-cart-1a2b', 'cursor hinted'],
  ['claudette/fix', ''],
  ['fix/claude/x', ''],
  ['copilot', ''],
  ['develop', ''],
];

const bots: Sample[] = [
  ['copilot-swe-agent[bot]', 'github-copilot attested'],
  ['Devin-AI-Integration[bot]', 'devin attested'],
  ['google-labs-jules[bot]', 'google-jules attested'],
  ['cursor[bot]', 'cursor attested'],
  ['qoderai[bot]', 'qoder attested'],
  ['claude[bot]', 'claude-code attested'],
  ['chatgpt-codex-connector[bot]', 'openai-codex attested'],
  ['factory-droid[bot]', 'factory-droid attested'],
  ['opencode-agent[bot]', 'opencode attested'],
  ['lovable-dev[bot]', 'lovable attested'],
  ['dependabot[bot]', ''],
  ['renovate[bot]', ''],
  ['github-actions[bot]', ''],
  ['coderabbitai[bot]', ''],
  ['mergify[bot]', ''],
  ['pre-commit-ci[bot]', ''],
  ['sourcery-ai[bot]', ''],
  ['gemini-code-assist[bot]', ''],
  ['copilot-pull-request-reviewer[bot]', ''],
];

/** Shapes of real messages: several trailers in one commit, of which some name only a reviewer or an autofix bot. */
const mixed: Sample[] = [
  [
    'Co-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>\nCo-Authored-By: Claude Haiku 4.5 <noreply@anthropic.com>',
    'claude-code claimed',
  ],
  [
    'Co-authored-by: Claude <noreply@anthropic.com>\nCo-authored-by: Cursor <cursoragent@cursor.com>',
    'claude-code claimed',
  ],
  [
    `Co-authored-by: Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@${nr}>\nCo-authored-by: Claude <noreply@anthropic.com>`,
    'claude-code claimed',
  ],
  [
    `Co-authored-by: Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@${nr}>\nCo-authored-by: coderabbitai[bot] <136622811+coderabbitai[bot]@${nr}>`,
    'github-copilot assist',
  ],
  [
    `Co-authored-by: coderabbitai[bot] <136622811+coderabbitai[bot]@${nr}>\nCo-authored-by: sourcery-ai[bot] <58596630+sourcery-ai[bot]@${nr}>`,
    '',
  ],
  [
    `Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@${nr}>\nCo-authored-by: Copilot <175728472+Copilot@${nr}>`,
    'gemini assist',
  ],
  [
    `Agent-Logs-Url: https://github.com/octo/app/sessions/${uuid}\n\nCo-authored-by: octocat <583231+octocat@${nr}>`,
    'github-copilot claimed',
  ],
  [
    '🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\nCo-Authored-By: Claude Sonnet 4.5 (1M context) <noreply@anthropic.com>\nClaude-Session: https://claude.ai/code/session_01XyZ',
    'claude-code claimed',
  ],
  ['Co-Authored-By: Claude <noreply@anthropic.com>\nEntire-Checkpoint: 0a1b2c3d4e5f', 'claude-code claimed'],
  [
    'Co-authored-by: Claude <noreply@anthropic.com>\n(cherry picked from commit 1a2b3c4d5e6f7a8b9c0d)',
    'claude-code claimed',
  ],
  [
    'Signed-off-by: Jane Roe <jane@example.org>\nAssisted-by: Claude:claude-opus-4-6\nReviewed-by: Ada Roe <ada@example.org>',
    'claude-code claimed',
  ],
  ['Assisted-by: Jane Roe\nReviewed-by: Claude\nTested-by: Cursor', ''],
  ['Made-with: Cursor\r\nSigned-off-by: Jane Roe <jane@example.org>\r', 'cursor claimed'],
  ['Fixes: #12\n\n- Co-Authored-By: Claude <noreply@anthropic.com>', 'claude-code claimed'],
  ['AI Disclosure: drafted with an assistant, then rewritten', 'unnamed-tool missed'],
  ['Co-authored-by: Claude Code <jane.roe+claude-code@example.org>\nTested-by: CI', 'claude-code missed'],
];

/** Comments in the added lines; they never say more than a hint. */
const comments: Sample[] = [
  ['# Generated by GitHub Copilot', 'github-copilot hinted'],
  ['// This file was generated with Claude Code', 'claude-code hinted'],
  ['# SPDX-FileCopyrightText: 2026 Junie <junie@jetbrains.com>', 'junie hinted'],
  ['/* AI-generated */', 'in-code hinted'],
  ['// [AI-Generated-Copilot]', 'in-code hinted'],
  ['# written with the help of ChatGPT', 'in-code hinted'],
  ['# Generated by Amazon Q Developer', 'amazon-q hinted'],
  ['// @generated by Cursor AI', 'cursor hinted'],
  ['# Code generated by protoc-gen-go. DO NOT EDIT.', ''],
  ['// @generated by swagger-codegen 3.0', ''],
  ['# Written by Claude Shannon', ''],
  ['# Not generated by Claude', ''],
  ['client = Claude("generated by Claude")', ''],
  ['# Detects AI-generated code', ''],
  ['// Powered by Acme AI', ''],
];

/** Bots whose descriptions quote what others wrote. */
const quoting: Sample[] = [
  ['dependabot[bot]', ''],
  ['renovate[bot]', ''],
];

interface Parts {
  message?: string;
  author?: Identity;
  body?: string;
  headRef?: string;
  opener?: Identity;
  line?: string;
}

const change = ({
  message = 'Fix it',
  author = jane,
  body = '',
  headRef = 'fix',
  opener = jane,
  line = 'x',
}: Parts): Change => ({
  base: 'b',
  head: 'h',
  files: [wholeFile('a.py', `${line}\n`)],
  commits: [{ sha: 'abc', message, author, committer: author, verified: false }],
  pullRequest: { number: 1, title: 'Fix', body, author: opener, headRef, labels: [] },
  unread: [],
});

const corpus: { text: string; label: string; of: Change }[] = [
  ...[...trailers, ...mixed].map(([text, label]) => ({
    text,
    label,
    of: change({ message: `Fix it\n\nBecause.\n\n${text}\n` }),
  })),
  ...subjects.map(([text, label]) => ({ text, label, of: change({ message: text }) })),
  ...authors.map(([text, label]) => ({ text, label, of: change({ author: person(text) }) })),
  ...bodies.map(([text, label]) => ({ text, label, of: change({ body: text }) })),
  ...branches.map(([text, label]) => ({ text, label, of: change({ headRef: text }) })),
  ...comments.map(([text, label]) => ({ text, label, of: change({ line: text }) })),
  ...quoting.map(([text, label]) => ({
    text,
    label,
    of: change({
      body: 'Bumps x.\n\n- Add y\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)',
      opener: { name: text, email: '', login: text, type: 'Bot' },
    }),
  })),
  ...bots.map(([text, label]) => ({
    text,
    label,
    of: change({ opener: { name: text, email: '', login: text, type: 'Bot' } }),
  })),
];

it('finds the marks of a labelled corpus, and nothing else', () => {
  const answers = corpus.map(({ text, label, of }) => {
    const { tool, grade } = attribute(of, tools).originOf('a.py', 1);
    return { text, label, said: grade === 'unknown' ? '' : `${tool} ${grade}` };
  });
  const found = answers.filter(({ said }) => said !== '');
  const right = found.filter(({ said, label }) => said === label);
  const labelled = answers.filter(({ label }) => label !== '');
  const precision = right.length / found.length;
  const recall = right.length / labelled.length;
  process.stdout.write(
    `AI marks: ${answers.length} samples, ${labelled.length} of them by tools, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
  );
  expect(answers.length).toBeGreaterThanOrEqual(300);
  // Which tool and which grade must be right as well; what cannot be known is labelled `missed`.
  expect(
    answers.filter(({ said, label }) => said !== label && !(said === '' && label.endsWith(' missed'))),
  ).toEqual([]);
  expect(precision).toBe(1);
  expect(recall).toBeGreaterThan(0.95);
});
