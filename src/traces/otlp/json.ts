// Reads an OTLP request in JSON, or what an API answers, within limits.
import { Unreadable, type Limits } from './limits.ts';

/** The object that a body holds. Throws Unreadable when it is none or passes a limit. */
export function decodeJson(body: Uint8Array, limits: Limits): Record<string, unknown> {
  if (body.length > limits.bytes) throw new Unreadable('The body is too large.');
  measure(body, limits);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Unreadable('The body is no JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unreadable('The body is no JSON object.');
  return value as Record<string, unknown>;
}

/** Looks at depth and number of values before anything is built of them. */
function measure(body: Uint8Array, limits: Limits): void {
  let depth = 0;
  let values = 0;
  let isText = false;
  for (let at = 0; at < body.length; at++) {
    const code = body[at];
    if (isText) {
      if (code === 92) at++;
      else if (code === 34) isText = false;
    } else if (code === 34) isText = true;
    else if (code === 123 || code === 91) {
      values++;
      // The messages around an attribute's value take ten.
      if (++depth > 3 * limits.depth + 10) throw new Unreadable('The body is nested too deeply.');
    } else if (code === 125 || code === 93) depth--;
    // Each comma begins one more; OTLP/JSON writes three times as much around a value as protobuf does.
    else if (code === 44) values++;
    if (values > 4 * limits.values) throw new Unreadable('The body holds too many values.');
  }
}
