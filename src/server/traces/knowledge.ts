// What traces are read with besides themselves: the names of tools, and what secrets look like.
import { placeOf } from '../../engine/detectors/secrets/place.ts';
import { searchText } from '../../engine/detectors/secrets/search.ts';
import { toolNames } from '../../engine/provenance/tool-names.ts';
import { redactor } from '../../engine/review/redact.ts';
import { loadShippedRules } from '../../shipped-rules.ts';

/** Loaded when the first trace arrives, and kept. */
export interface TraceKnowledge {
  /** The id in rules/ai-markers/ of what a tool calls itself. */
  toolId(name: string, model: string | undefined): string;
  /** A text in which no secret is left that the rules know. */
  redact(text: string): string;
}

/** Longer texts are cut before they are kept. */
const maxTextChars = 20_000;

/** Loads it. */
export async function loadTraceKnowledge(): Promise<TraceKnowledge> {
  const { rules } = await loadShippedRules();
  const names = toolNames(rules.aiTools ?? []);
  const secrets = rules.secrets ?? [];
  return {
    toolId: (name, model) => names(name, model).tool,
    redact(given) {
      const text = given.slice(0, maxTextChars).toWellFormed().replaceAll('\0', '');
      const found = searchText(text, placeOf('message.txt', 'text'), secrets);
      return redactor(found.map(({ value }) => value))(text);
    },
  };
}
