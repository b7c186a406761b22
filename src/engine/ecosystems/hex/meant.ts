// What somebody meant who wrote a name that Hex does not have: an application of Elixir or Erlang/OTP, or a package by another spelling.
import type { Meant } from '../../ecosystem.ts';

// Applications of Elixir 1.18 and Erlang/OTP 27.
const standardLibrary = new Set(
  `elixir logger eex ex_unit iex mix kernel stdlib crypto public_key ssl ssh inets xmerl sasl mnesia os_mon runtime_tools
  tools observer debugger dialyzer edoc et eunit common_test compiler erts asn1 diameter eldap erl_interface ftp tftp
  megaco odbc parsetools reltool snmp syntax_tools wx`.split(/\s+/),
);

// Written by hand, 2026-11-21.
const others = new Map([
  ['phoenix_liveview', 'phoenix_live_view'],
  ['liveview', 'phoenix_live_view'],
  ['live_view', 'phoenix_live_view'],
  ['ecto_postgres', 'postgrex'],
  ['postgres', 'postgrex'],
  ['postgresql', 'postgrex'],
  ['json', 'jason'],
  ['http_poison', 'httpoison'],
  ['bcrypt', 'bcrypt_elixir'],
  ['argon2', 'argon2_elixir'],
  ['aws_s3', 'ex_aws_s3'],
  ['sqlite', 'exqlite'],
  ['openai_elixir', 'openai_ex'],
]);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const normal = name.toLowerCase().replaceAll('-', '_');
  if (standardLibrary.has(normal)) return { kind: 'standard-library', of: 'Elixir or Erlang/OTP' };
  const other = others.get(normal);
  return other === undefined ? undefined : { kind: 'package', name: other };
}
