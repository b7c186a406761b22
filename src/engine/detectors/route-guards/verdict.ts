// What is said of a place in the routes of a file, and how a message names a route.
import type { Confidence, Severity } from '../../finding.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Weighed } from './weighed-route.ts';

/** What is to be said of a place, before the rule's own words are added. */
export interface Verdict {
  rule: string;
  start: number;
  end: number;
  severity: Severity;
  confidence: Confidence;
  message: string;
  remedy?: string;
  related: { node: SyntaxNode; message: string }[];
}

/** A route as a message names it: its method and path, or its name; at most 60 characters. */
export const label = ({ route }: Weighed): string => {
  const place =
    route.path !== undefined && route.path !== ''
      ? `${route.method} ${route.path}`
      : route.name === ''
        ? route.method
        : route.name;
  return place.length > 60 ? `${place.slice(0, 59)}…` : place;
};

/** The line of the route, from 1. */
export const line = (one: Weighed): number => one.route.start.region.start.line;

/** The note that points to another route and says which guard it has. */
export function siblingNote(one: Weighed, guard: string): Verdict['related'] {
  return [{ node: one.route.start, message: `${label(one)} has ${guard}` }];
}
