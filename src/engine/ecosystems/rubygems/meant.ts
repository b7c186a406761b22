// What somebody meant who wrote a name that RubyGems does not have: a library that comes with Ruby, or what a gem is required by.
import type { Meant } from '../../ecosystem.ts';

// Libraries of Ruby 3.4 that are no gems of their own, and default gems by the path that `require` takes.
const standardLibrary = new Set(
  `comparable continuation coverage enumerable fiber io/nonblock io/wait kernel mkmf monitor net/http objspace pty
  rbconfig ripper socket thread un unicode_normalize open-uri open3 optparse erb delegate singleton pp
  prettyprint resolv tmpdir tsort weakref find shellwords english`.split(/\s+/),
);

// The names by which gems are required or spoken of, where they differ. Written by hand, 2026-11-21.
const others = new Map([
  ['active_record', 'activerecord'],
  ['active-record', 'activerecord'],
  ['active_support', 'activesupport'],
  ['active-support', 'activesupport'],
  ['action_mailer', 'actionmailer'],
  ['action_pack', 'actionpack'],
  ['ruby-on-rails', 'rails'],
  ['rubyonrails', 'rails'],
  ['postgres', 'pg'],
  ['postgresql', 'pg'],
  ['mysql', 'mysql2'],
  ['sqlite', 'sqlite3'],
  ['aws-s3-sdk', 'aws-sdk-s3'],
  ['factorybot', 'factory_bot'],
  ['factory-bot', 'factory_bot'],
  ['zip', 'rubyzip'],
  ['carrier_wave', 'carrierwave'],
  ['side_kiq', 'sidekiq'],
  ['open-ai', 'ruby-openai'],
  ['stripe-ruby', 'stripe'],
  ['redis-ruby', 'redis'],
  ['jwt-ruby', 'jwt'],
  ['rest_client', 'rest-client'],
  ['simple-form', 'simple_form'],
  ['will-paginate', 'will_paginate'],
]);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const normal = name.toLowerCase();
  if (standardLibrary.has(normal) || standardLibrary.has(normal.replace('-', '/')))
    return { kind: 'standard-library', of: 'Ruby' };
  const gem = others.get(normal);
  return gem === undefined ? undefined : { kind: 'package', name: gem };
}
