// Finds protections that a change takes from agents' reach: deny rules, and lines of the files that hide secrets from them.
import { bodyBefore, type ChangedFile, removedLines } from '../../change.ts';

/** Files that keep other files out of an agent's context. */
export const ignorePath =
  /(?:^|\/)\.(?:cursorignore|cursorindexingignore|aiexclude|aiignore|geminiignore|codeiumignore|windsurfignore|clineignore|rooignore|augmentignore|aiderignore|continueignore|copilotignore|claudeignore|kiroignore|llmignore|gptignore)$/;

/** A protection that stood before the change and does not after it. */
export interface Lost {
  line: number;
  text: string;
  what: 'deny rule' | 'ignored file' | 'setting';
}

const secretLike =
  /env|secret|credential|\.pem|\.key|\.p12|\.pfx|id_rsa|\.ssh|\.aws|token|password|vault|private|kubeconfig|tfstate/i;

/** What a change to a file takes away. */
export function lostProtections(file: ChangedFile): Lost[] {
  const removed = removedLines(file);
  if (removed.length === 0) return [];
  if (ignorePath.test(file.path)) {
    const after = new Set((file.body ?? '').split('\n').map((line) => line.trim()));
    return removed.flatMap(({ number, text }) => {
      const line = text.trim();
      return line === '' || line.startsWith('#') || after.has(line) || !secretLike.test(line)
        ? []
        : [{ line: number, text: line, what: 'ignored file' as const }];
    });
  }
  const wasSandboxed = isSandboxed(bodyBefore(file));
  const sandbox = removed.find(({ text }) => /"enabled"|"sandbox"/.test(text));
  if (wasSandboxed && file.body !== undefined && !isSandboxed(file.body) && sandbox)
    return [{ line: sandbox.number, text: 'sandbox', what: 'setting' }];
  const before = denied(bodyBefore(file));
  const after = denied(file.body);
  return removed.flatMap(({ number, text }) => {
    const rule = [...before].find((each) => text.includes(JSON.stringify(each)) && !after.has(each));
    return rule === undefined ? [] : [{ line: number, text: rule, what: 'deny rule' as const }];
  });
}

function isSandboxed(body: string | undefined): boolean {
  try {
    const { sandbox } = JSON.parse(body ?? '') as { sandbox?: { enabled?: unknown } };
    return sandbox?.enabled === true;
  } catch {
    return false;
  }
}

function denied(body: string | undefined): Set<string> {
  if (body === undefined) return new Set();
  try {
    const { permissions } = JSON.parse(body) as { permissions?: { deny?: unknown; ask?: unknown } };
    const lists = [permissions?.deny, permissions?.ask].filter(Array.isArray).flat() as unknown[];
    return new Set(lists.filter((each) => typeof each === 'string'));
  } catch {
    return new Set();
  }
}
