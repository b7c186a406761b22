// How PHP files use the classes of Composer's packages; only those that are known well are told.
import type { Dependency, Import, Imports } from '../../ecosystem.ts';
import { codeText, type Lexis, maxImportChars } from '../code-text.ts';
import { record } from '../reading.ts';

const lexis: Lexis = { lineComment: '//', hasBlockComments: true, long: [], quotes: `"'` };

// Written by hand, 2026-11-21, from the documentation of the libraries: namespace, package, then packages that bring it as
// well. A `~` marks what other libraries often bring along. Namespaces that several packages share are left out.
const table = `
~GuzzleHttp guzzlehttp/guzzle
~Monolog monolog/monolog
~Carbon nesbot/carbon
~Ramsey\\Uuid ramsey/uuid
~Twig twig/twig symfony/twig-bundle
~League\\Flysystem league/flysystem
League\\Csv league/csv
League\\OAuth2\\Client league/oauth2-client
~League\\CommonMark league/commonmark
~Doctrine\\DBAL doctrine/dbal doctrine/orm doctrine/doctrine-bundle
Doctrine\\ORM doctrine/orm doctrine/doctrine-bundle
Doctrine\\ODM\\MongoDB doctrine/mongodb-odm
Predis predis/predis
MongoDB\\Client mongodb/mongodb
PhpOffice\\PhpSpreadsheet phpoffice/phpspreadsheet maatwebsite/excel
PhpOffice\\PhpWord phpoffice/phpword
PhpAmqpLib php-amqplib/php-amqplib
PHPMailer\\PHPMailer phpmailer/phpmailer
Dompdf dompdf/dompdf barryvdh/laravel-dompdf
Mpdf mpdf/mpdf
Knp\\Snappy knplabs/knp-snappy
Firebase\\JWT firebase/php-jwt
Lcobucci\\JWT lcobucci/jwt
Stripe stripe/stripe-php
Twilio twilio/sdk
Aws\\S3 aws/aws-sdk-php league/flysystem-aws-s3-v3
Faker fakerphp/faker fzaninotto/faker
Mockery mockery/mockery
Intervention\\Image intervention/image
Spatie\\Permission spatie/laravel-permission
Spatie\\MediaLibrary spatie/laravel-medialibrary
Maatwebsite\\Excel maatwebsite/excel
Inertia inertiajs/inertia-laravel
Livewire livewire/livewire
Elasticsearch elasticsearch/elasticsearch
Slim slim/slim
Goutte fabpot/goutte
Dotenv vlucas/phpdotenv
Endroid\\QrCode endroid/qr-code
phpseclib3 phpseclib/phpseclib
Smalot\\PdfParser smalot/pdfparser
Spipu\\Html2Pdf spipu/html2pdf
Cloudinary cloudinary/cloudinary_php
Telegram\\Bot irazasyed/telegram-bot-sdk
Brick\\Money brick/money
Money moneyphp/money
Webmozart\\Assert webmozart/assert
Overtrue\\EasySms overtrue/easy-sms
EasyWeChat overtrue/wechat w7corp/easywechat
`;

interface Bringer {
  prefix: string;
  packages: readonly string[];
  isCarried: boolean;
}

const bringers: readonly Bringer[] = table
  .trim()
  .split('\n')
  .map((line): Bringer => {
    const [written = '', ...packages] = line.split(' ');
    return { prefix: `${written.replace(/^~/, '')}\\`, packages, isCarried: written.startsWith('~') };
  })
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** Vendors whose packages bring half of the table. */
const platforms =
  /^(?:laravel|illuminate|symfony|drupal|magento|typo3|shopware|cakephp|yiisoft|laminas|mezzio|codeigniter4|roots|craftcms|statamic|filament|api-platform|sylius|oro|ibexa|concrete5|pimcore|contao|neos|wpackagist-\w+|johnpbloch)\//;

/** How Packagist's libraries are used. */
export const imports: Imports = {
  isByFolder: true,
  reads: (path) => /\.(?:php|phtml|inc)$/.test(path),
  find,
  explains: () => false,
  defines,
  brings,
  declare: (name, _manifest, version) =>
    `"${name}": "${version === undefined ? '*' : `^${version.replace(/^v/, '')}`}"`,
};

function find(_path: string, text: string): Import[] {
  if (text.length > maxImportChars) return [];
  const out: Import[] = [];
  for (const [index, line] of codeText(text, lexis).split('\n').entries()) {
    const match =
      /^[ \t]*use[ \t]+(?:function[ \t]+|const[ \t]+)?\\?((?:[A-Za-z_]\w*\\)+(?:[A-Za-z_]\w*)?)/.exec(line);
    const written = (match?.[1] ?? '').replace(/\\$/, '');
    const found = written === '' ? undefined : bringerOf(written);
    if (!found) continue;
    const column = line.indexOf(written) + 1;
    const own = written.split('\\').slice(-1);
    const place = { line: index + 1, column, endColumn: column + written.length };
    // The table is no proof that a package of this name exists.
    out.push({ written, name: found.packages[0] ?? '', own, ...place, isVague: true });
  }
  return out;
}

function bringerOf(written: string): Bringer | undefined {
  return bringers.find(({ prefix }) => `${written}\\`.startsWith(prefix));
}

/** The namespaces that the project loads from folders of its own. */
function defines(path: string, text: string): string[] {
  if (!path.endsWith('composer.json')) return [];
  let root: Record<string, unknown>;
  try {
    root = record(JSON.parse(text));
  } catch {
    return [];
  }
  return [root['autoload'], root['autoload-dev']].flatMap((one) =>
    ['psr-4', 'psr-0'].flatMap((kind) =>
      Object.keys(record(record(one)[kind])).map((prefix) => `${prefix}*`),
    ),
  );
}

/** True in doubt: packages bring others along. */
function brings({ name, source, scope }: Dependency, { written }: Import): boolean {
  const bringer = bringerOf(written);
  if (!bringer || bringer.packages.includes(name) || platforms.test(name) || source !== 'registry')
    return true;
  return bringer.isCarried && scope === 'runtime';
}
