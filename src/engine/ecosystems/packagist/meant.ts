// What somebody meant who wrote a name that Packagist does not have: a part of PHP, or a package by an older or mistaken vendor.
import type { Meant } from '../../ecosystem.ts';

// Written by hand, 2026-11-21.
const others = new Map([
  ['guzzle/guzzle', 'guzzlehttp/guzzle'],
  ['guzzle/psr7', 'guzzlehttp/psr7'],
  ['carbon/carbon', 'nesbot/carbon'],
  ['phpmailer/mailer', 'phpmailer/phpmailer'],
  ['php-jwt/php-jwt', 'firebase/php-jwt'],
  ['jwt/jwt', 'firebase/php-jwt'],
  ['dotenv/dotenv', 'vlucas/phpdotenv'],
  ['phpdotenv/phpdotenv', 'vlucas/phpdotenv'],
  ['faker/faker', 'fakerphp/faker'],
  ['phpexcel/phpexcel', 'phpoffice/phpspreadsheet'],
  ['phpspreadsheet/phpspreadsheet', 'phpoffice/phpspreadsheet'],
  ['tcpdf/tcpdf', 'tecnickcom/tcpdf'],
  ['uuid/uuid', 'ramsey/uuid'],
  ['intervention/imagine', 'intervention/image'],
  ['laravel/permission', 'spatie/laravel-permission'],
  ['laravel/excel', 'maatwebsite/excel'],
  ['laravel/debugbar', 'barryvdh/laravel-debugbar'],
  ['laravel/ide-helper', 'barryvdh/laravel-ide-helper'],
  ['php-cs-fixer/php-cs-fixer', 'friendsofphp/php-cs-fixer'],
  ['phpcs/phpcs', 'squizlabs/php_codesniffer'],
  ['openai/openai', 'openai-php/client'],
  ['openai/openai-php', 'openai-php/client'],
  ['openai/client', 'openai-php/client'],
  ['redis/predis', 'predis/predis'],
  ['aws/sdk', 'aws/aws-sdk-php'],
  ['stripe/stripe', 'stripe/stripe-php'],
  ['twilio/twilio-php', 'twilio/sdk'],
  ['monolog/logger', 'monolog/monolog'],
]);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const [vendor, base] = name.toLowerCase().split('/');
  if (vendor === 'php' || vendor === 'ext' || base?.startsWith('ext-'))
    return { kind: 'standard-library', of: 'PHP' };
  const other = others.get(name.toLowerCase());
  return other === undefined ? undefined : { kind: 'package', name: other };
}
