// Gems that Ruby itself has made needless, with what to use instead.
import { readWays } from '../standard-ways.ts';

// Written by hand, 2026-11-21, from the release notes of Ruby 1.9 to 3.4 and the notes of the gems themselves.
/** By name, what Ruby and its standard library offer instead. */
export const standardWays = readWays(`
backports: the Ruby of today has what it adds
fastercsv: \`csv\` has been the same since Ruby 1.9
json_pure: \`json\` comes with Ruby and needs no compiler
iconv: \`String#encode\` has been part of Ruby since 1.9
SystemTimer: \`timeout\` is right since Ruby 1.9
system_timer: \`timeout\` is right since Ruby 1.9
orderedhash: \`Hash\` keeps its order since Ruby 1.9
ordered_hash: \`Hash\` keeps its order since Ruby 1.9
ruby2_keywords: \`ruby2_keywords\` has been part of Ruby since 2.7
string-scrub: \`String#scrub\` has been part of Ruby since 2.1
unicode_utils: \`String#unicode_normalize\` and Unicode case have been part of Ruby since 2.4
unf: \`String#unicode_normalize\` has been part of Ruby since 2.2
ruby_dig: \`Hash#dig\` has been part of Ruby since 2.3
safe_yaml: \`YAML.safe_load\` has been part of Ruby since 2.1
uuid: \`SecureRandom.uuid\` has been part of Ruby since 1.9
uuidtools: \`SecureRandom.uuid\` has been part of Ruby since 1.9
simple_uuid: \`SecureRandom.uuid\` has been part of Ruby since 1.9
guid: \`SecureRandom.uuid\` has been part of Ruby since 1.9
open4: \`Open3\` has been part of Ruby since 1.9
popen4: \`Open3\` has been part of Ruby since 1.9
pathname2: \`pathname\` of Ruby has most of it
pathname3: \`pathname\` of Ruby has most of it
escape: \`Shellwords.escape\` and \`CGI.escape\` have been part of Ruby since 1.9
did_you_mean: it has been part of Ruby since 2.3
error_highlight: it has been part of Ruby since 3.1
ruby-debug: \`debug\` has come with Ruby since 3.1
debugger: \`debug\` has come with Ruby since 3.1
`);
