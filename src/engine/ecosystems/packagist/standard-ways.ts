// Composer packages that PHP itself has made needless, with what to use instead.
import { readWays } from '../standard-ways.ts';

// Written by hand, 2026-11-21, from the release notes of PHP 5.4 to 8.4 and the notes of the packages themselves.
/** By name, what PHP offers instead. */
export const standardWays = readWays(`
symfony/polyfill-php54: every PHP since 5.4 has what it adds
symfony/polyfill-php55: every PHP since 5.5 has what it adds
symfony/polyfill-php56: every PHP since 5.6 has what it adds
symfony/polyfill-php70: every PHP since 7.0 has what it adds
symfony/polyfill-php71: every PHP since 7.1 has what it adds
symfony/polyfill-php72: every PHP since 7.2 has what it adds
symfony/polyfill-php73: every PHP since 7.3 has what it adds
symfony/polyfill-php74: every PHP since 7.4 has what it adds
symfony/polyfill-php80: every PHP since 8.0 has what it adds
symfony/polyfill-php81: every PHP since 8.1 has what it adds
symfony/polyfill-php82: every PHP since 8.2 has what it adds
paragonie/random_compat: \`random_bytes\` and \`random_int\` have been part of PHP since 7.0
ircmaxell/password-compat: \`password_hash\` has been part of PHP since 5.5
indigophp/hash-compat: \`hash_equals\` has been part of PHP since 5.6
rhumsaa/array_column: \`array_column\` has been part of PHP since 5.5
ramsey/array_column: \`array_column\` has been part of PHP since 5.5
myclabs/php-enum: \`enum\` has been part of PHP since 8.1
marc-mabe/php-enum: \`enum\` has been part of PHP since 8.1
spatie/enum: \`enum\` has been part of PHP since 8.1
`);
