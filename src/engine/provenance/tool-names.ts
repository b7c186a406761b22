// Finds the tool of the catalogue that a record of authorship means by a name of its own.
import type { AiTool } from './tool.ts';

/** The id and the name for people of what a record names, by its tool and, without one, by its model. */
export type ToolNames = (
  tool: string | undefined,
  model: string | undefined,
) => { tool: string; name: string };

/** Prepares a catalogue. A name that it lacks is kept, without anything but letters, digits and hyphens. */
export function toolNames(tools: readonly AiTool[]): ToolNames {
  const known = new Map<string, AiTool>();
  for (const tool of tools)
    for (const name of [...tool.record_names, tool.id, tool.name])
      if (!known.has(bare(name))) known.set(bare(name), tool);
  const unnamed = tools.find(({ id }) => id === 'unnamed-tool');
  return (name, model) => {
    const found = name === undefined ? undefined : known.get(bare(name));
    if (found) return { tool: found.id, name: found.name };
    const id = (name ?? '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40);
    if (id !== '' && id !== 'unknown') return { tool: id, name: id };
    const byModel = /\bclaude-?code\b/i.test(model ?? '') ? known.get('claudecode') : undefined;
    const tool = byModel ?? unnamed;
    return { tool: tool?.id ?? 'unnamed-tool', name: tool?.name ?? 'an AI tool' };
  };
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
