// Ktor: the route outside of the `authenticate` block of its siblings is found, routes within it are silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { finder, shown, type Sample } from '../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const ktor = (inner: string, outer: string): string => `package app

import io.ktor.server.application.*
import io.ktor.server.auth.*
import io.ktor.server.routing.*

fun Application.items(store: Store) {
    routing {
        authenticate("jwt") {
            post("/items") { call.respond(store.add(call.receive())) }
            put("/items/{id}") { call.respond(store.put(call.parameters["id"]!!, call.receive())) }
            ${inner}
        }
        ${outer}
    }
}
`;
const remove = 'delete("/items/{id}") { store.remove(call.parameters["id"]!!) }';

const samples: Sample[] = [
  ['outside of the block', 'Items.kt', ktor('', remove), ['route-without-siblings-guard:14']],
  ['within the block', 'Items.kt', ktor(remove, ''), []],
  ['a page for everyone', 'Items.kt', ktor('', 'get("/health") { call.respondText("ok") }'), []],
  [
    'asks for the caller itself',
    'Items.kt',
    ktor(
      '',
      'delete("/items/{id}") { if (call.principal<User>() == null) return@delete call.respond(HttpStatusCode.Unauthorized); store.remove(1) }',
    ),
    [],
  ],
  [
    'within a route',
    'Items.kt',
    ktor('route("/x") { delete("/{id}") { store.remove(call.parameters["id"]!!) } }', ''),
    [],
  ],
];

describe('Ktor', () => {
  it.each(samples)('%s', (_, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});
