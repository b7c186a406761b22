// Reads an OTLP request in protobuf into the shape that its JSON has, within limits that hold from the first byte.
import protobuf from 'protobufjs/minimal.js';
import { Unreadable, type Limits } from './limits.ts';
import { messages, requests, type Field, type SignalKind } from './messages.ts';

type Reader = InstanceType<typeof protobuf.Reader>;

/** Wire types: https://protobuf.dev/programming-guides/encoding/. */
const wireTypes: Readonly<Record<Field['kind'], number>> = {
  bool: 0,
  int: 0,
  fixed64: 1,
  sfixed64: 1,
  double: 1,
  string: 2,
  bytes: 2,
  message: 2,
};

/** The request as objects with the names of OTLP/JSON. Throws Unreadable when it is no such message or passes a limit. */
export function decodeProtobuf(body: Uint8Array, kind: SignalKind, limits: Limits): Record<string, unknown> {
  if (body.length > limits.bytes) throw new Unreadable('The body is too large.');
  const left = { values: limits.values };
  try {
    return readMessage(protobuf.Reader.create(body), body.length, requests[kind], { left, limits, depth: 0 });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`The body is no protobuf of OTLP ${kind}.`);
  }
}

interface State {
  left: { values: number };
  limits: Limits;
  depth: number;
}

function readMessage(reader: Reader, end: number, name: string, state: State): Record<string, unknown> {
  const { limits, left } = state;
  // A value within a value takes two or three messages.
  if (state.depth > 3 * limits.depth + 6) throw new Unreadable('The body is nested too deeply.');
  const fields = messages[name] as Readonly<Record<number, Field>>;
  const out: Record<string, unknown> = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = fields[tag >>> 3];
    if (!field || wireTypes[field.kind] !== (tag & 7)) {
      reader.skipType(tag & 7, 0, tag >>> 3);
      continue;
    }
    if (--left.values < 0) throw new Unreadable('The body holds too many values.');
    const value = readValue(reader, field, state);
    if (!field.many) out[field.name] = value;
    else if (Array.isArray(out[field.name])) (out[field.name] as unknown[]).push(value);
    else out[field.name] = [value];
  }
  if (reader.pos !== end) throw new Unreadable('The body ends in the middle of a value.');
  return out;
}

function readValue(reader: Reader, field: Field, state: State): unknown {
  switch (field.kind) {
    case 'message': {
      const length = reader.uint32();
      const end = reader.pos + length;
      if (end > reader.len) throw new Unreadable('The body ends in the middle of a value.');
      return readMessage(reader, end, field.message as string, { ...state, depth: state.depth + 1 });
    }
    case 'string':
      return reader.string().slice(0, state.limits.chars);
    case 'bytes':
      return Buffer.from(reader.bytes().subarray(0, 64)).toString('hex');
    case 'bool':
      return reader.bool();
    case 'double':
      return reader.double();
    // As in JSON, where 64 bits are written as text.
    case 'int':
      return String(reader.int64());
    case 'fixed64':
      return String(reader.fixed64());
    case 'sfixed64':
      return String(reader.sfixed64());
  }
}
