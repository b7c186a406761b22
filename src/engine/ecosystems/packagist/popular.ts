// Well-known Composer packages, most used first as far as that is known.

// Written by hand: no npm package carries a ranked list of them.
const names = `
psr/log monolog/monolog symfony/console guzzlehttp/guzzle laravel/framework guzzlehttp/psr7
guzzlehttp/promises guzzlehttp/uri-template psr/http-message psr/http-client psr/http-factory psr/container
psr/event-dispatcher psr/cache psr/simple-cache psr/clock psr/link psr/http-server-handler
psr/http-server-middleware ralouphie/getallheaders phpunit/phpunit phpunit/php-code-coverage
phpunit/php-file-iterator phpunit/php-invoker phpunit/php-text-template phpunit/php-timer
phpunit/php-token-stream symfony/http-foundation symfony/http-kernel symfony/event-dispatcher symfony/finder
symfony/process symfony/string symfony/translation symfony/translation-contracts symfony/service-contracts
symfony/deprecation-contracts symfony/event-dispatcher-contracts symfony/polyfill-mbstring
symfony/polyfill-php80 symfony/polyfill-php81 symfony/polyfill-php83 symfony/polyfill-ctype
symfony/polyfill-intl-grapheme symfony/polyfill-intl-normalizer symfony/polyfill-intl-idn
symfony/polyfill-uuid symfony/var-dumper symfony/var-exporter symfony/yaml symfony/routing symfony/mime
symfony/mailer symfony/error-handler symfony/css-selector symfony/clock symfony/uid symfony/dom-crawler
symfony/browser-kit symfony/filesystem symfony/config symfony/dependency-injection symfony/cache
symfony/cache-contracts symfony/http-client symfony/http-client-contracts symfony/options-resolver
symfony/property-access symfony/property-info symfony/serializer symfony/validator symfony/form
symfony/security-core symfony/security-bundle symfony/security-http symfony/security-csrf
symfony/framework-bundle symfony/twig-bundle symfony/twig-bridge symfony/doctrine-bridge
symfony/doctrine-messenger symfony/messenger symfony/monolog-bridge symfony/monolog-bundle
symfony/maker-bundle symfony/web-profiler-bundle symfony/debug-bundle symfony/dotenv symfony/flex
symfony/runtime symfony/expression-language symfony/workflow symfony/lock symfony/rate-limiter
symfony/scheduler symfony/stopwatch symfony/intl symfony/asset symfony/asset-mapper symfony/ux-turbo
symfony/stimulus-bundle symfony/webpack-encore-bundle symfony/phpunit-bridge symfony/password-hasher
symfony/notifier symfony/amqp-messenger symfony/redis-messenger symfony/symfony sebastian/diff
sebastian/comparator sebastian/exporter sebastian/global-state sebastian/object-enumerator
sebastian/recursion-context sebastian/environment sebastian/version sebastian/cli-parser sebastian/code-unit
sebastian/code-unit-reverse-lookup sebastian/complexity sebastian/lines-of-code sebastian/object-reflector
sebastian/type sebastian/resource-operations doctrine/orm doctrine/dbal doctrine/inflector doctrine/lexer
doctrine/instantiator doctrine/annotations doctrine/cache doctrine/collections doctrine/common
doctrine/event-manager doctrine/persistence doctrine/doctrine-bundle doctrine/doctrine-migrations-bundle
doctrine/doctrine-fixtures-bundle doctrine/migrations doctrine/data-fixtures doctrine/sql-formatter
doctrine/deprecations doctrine/mongodb-odm doctrine/coding-standard laravel/laravel laravel/sanctum
laravel/tinker laravel/pint laravel/sail laravel/telescope laravel/horizon laravel/passport laravel/socialite
laravel/breeze laravel/jetstream laravel/fortify laravel/cashier laravel/scout laravel/octane laravel/dusk
laravel/ui laravel/slack-notification-channel laravel/prompts laravel/serializable-closure laravel/helpers
laravel/vapor-core laravel/reverb laravel/pulse laravel/pennant laravel/folio laravel/nightwatch
illuminate/support illuminate/collections illuminate/contracts illuminate/database illuminate/http
illuminate/console illuminate/container illuminate/events illuminate/pipeline illuminate/filesystem
illuminate/bus illuminate/macroable illuminate/conditionable illuminate/view illuminate/cache
illuminate/config illuminate/queue illuminate/validation illuminate/translation illuminate/routing
illuminate/pagination illuminate/mail illuminate/auth illuminate/session illuminate/cookie
illuminate/encryption illuminate/hashing illuminate/log spatie/laravel-permission spatie/laravel-medialibrary
spatie/laravel-backup spatie/laravel-activitylog spatie/laravel-query-builder spatie/laravel-ignition
spatie/ignition spatie/flare-client-php spatie/backtrace spatie/laravel-translatable spatie/laravel-sluggable
spatie/laravel-data spatie/laravel-tags spatie/laravel-settings spatie/laravel-html spatie/laravel-fractal
spatie/laravel-cors spatie/laravel-csp spatie/laravel-package-tools spatie/laravel-ray spatie/ray
spatie/browsershot spatie/image-optimizer spatie/crawler spatie/opening-hours spatie/async spatie/once
spatie/data-transfer-object spatie/enum spatie/error-solutions spatie/laravel-sitemap
spatie/laravel-webhook-client spatie/laravel-health spatie/laravel-newsletter spatie/laravel-view-models
spatie/laravel-event-sourcing spatie/laravel-collection-macros spatie/period spatie/schema-org
spatie/simple-excel spatie/pdf-to-text nesbot/carbon ramsey/uuid ramsey/collection brick/math vlucas/phpdotenv
graham-campbell/result-type phpoption/phpoption dragonmantank/cron-expression egulias/email-validator
league/flysystem league/flysystem-local league/flysystem-aws-s3-v3 league/mime-type-detection
league/commonmark league/config league/oauth2-server league/oauth2-client league/oauth2-google league/fractal
league/csv league/uri league/uri-interfaces league/event league/glide league/container league/route
league/html-to-markdown league/omnipay league/tactician league/climate league/plates league/pipeline
league/period league/color-extractor nikic/php-parser nikic/fast-route psy/psysh mockery/mockery
fakerphp/faker fzaninotto/faker hamcrest/hamcrest-php myclabs/deep-copy myclabs/php-enum theseer/tokenizer
phar-io/manifest phar-io/version phpspec/prophecy phpspec/phpspec phpdocumentor/reflection-docblock
phpdocumentor/reflection-common phpdocumentor/type-resolver webmozart/assert phpstan/phpstan
phpstan/phpdoc-parser phpstan/phpstan-symfony phpstan/phpstan-doctrine phpstan/phpstan-phpunit
phpstan/phpstan-strict-rules phpstan/phpstan-deprecation-rules phpstan/extension-installer larastan/larastan
nunomaduro/larastan nunomaduro/collision nunomaduro/termwind nunomaduro/phpinsights vimeo/psalm rector/rector
friendsofphp/php-cs-fixer squizlabs/php_codesniffer slevomat/coding-standard
dealerdirect/phpcodesniffer-composer-installer phpmd/phpmd pdepend/pdepend sebastian/phpcpd
infection/infection pestphp/pest pestphp/pest-plugin pestphp/pest-plugin-laravel pestphp/pest-plugin-arch
brianium/paratest codeception/codeception codeception/module-asserts behat/behat behat/mink behat/gherkin
orchestra/testbench barryvdh/laravel-debugbar barryvdh/laravel-ide-helper barryvdh/laravel-dompdf
barryvdh/laravel-cors barryvdh/laravel-snappy maatwebsite/excel phpoffice/phpspreadsheet phpoffice/phpword
phpoffice/phpexcel phpoffice/phppresentation phpoffice/math maennchen/zipstream-php markbaker/complex
markbaker/matrix ezyang/htmlpurifier box/spout openspout/openspout dompdf/dompdf phenx/php-font-lib
phenx/php-svg-lib mpdf/mpdf setasign/fpdi setasign/fpdf tecnickcom/tcpdf knplabs/knp-snappy knplabs/knp-menu
knplabs/knp-menu-bundle knplabs/knp-paginator-bundle knplabs/github-api intervention/image intervention/gif
imagine/imagine predis/predis mongodb/mongodb mongodb/laravel-mongodb jenssegers/mongodb jenssegers/agent
elasticsearch/elasticsearch elastic/transport ruflin/elastica aws/aws-sdk-php aws/aws-crt-php
mtdowling/jmespath.php google/cloud-storage google/cloud-core google/apiclient google/apiclient-services
google/auth google/protobuf google/gax grpc/grpc microsoft/azure-storage-blob stripe/stripe-php
paypal/rest-api-sdk-php braintree/braintree_php mollie/mollie-api-php mollie/laravel-mollie square/square
twilio/sdk sendgrid/sendgrid mailgun/mailgun-php mailchimp/marketing phpmailer/phpmailer
swiftmailer/swiftmailer pusher/pusher-php-server sentry/sentry sentry/sentry-laravel sentry/sentry-symfony
sentry/sdk bugsnag/bugsnag bugsnag/bugsnag-laravel rollbar/rollbar open-telemetry/api open-telemetry/sdk
firebase/php-jwt lcobucci/jwt lcobucci/clock tymon/jwt-auth php-open-source-saver/jwt-auth
web-token/jwt-framework phpseclib/phpseclib paragonie/random_compat paragonie/constant_time_encoding
paragonie/sodium_compat defuse/php-encryption pragmarx/google2fa pragmarx/google2fa-laravel
bacon/bacon-qr-code dasprid/enum endroid/qr-code chillerlan/php-qrcode simplesoftwareio/simple-qrcode
milon/barcode picqer/php-barcode-generator giggsey/libphonenumber-for-php giggsey/locale
propaganistas/laravel-phone moneyphp/money brick/money twig/twig twig/extra-bundle twig/intl-extra
twig/string-extra twig/cssinliner-extra smarty/smarty mustache/mustache latte/latte nette/utils nette/schema
nette/php-generator nette/neon nette/tester nette/application nette/forms nette/di nette/http nette/caching
nette/database nette/finder nette/robot-loader nette/security nette/mail tracy/tracy erusev/parsedown
michelf/php-markdown masterminds/html5 tijsverkoyen/css-to-inline-styles voku/portable-ascii
voku/simple_html_dom voku/portable-utf8 voku/anti-xss symfony/polyfill-iconv symfony/polyfill-php72
symfony/polyfill-php73 symfony/polyfill-php74 symfony/polyfill-php82 symfony/polyfill-php84
symfony/polyfill-apcu slim/slim slim/psr7 slim/twig-view slim/php-view cakephp/cakephp cakephp/chronos
cakephp/migrations cakephp/debug_kit yiisoft/yii2 yiisoft/yii2-composer yiisoft/yii2-bootstrap
yiisoft/yii2-debug yiisoft/yii2-gii yiisoft/yii2-swiftmailer codeigniter4/framework codeigniter/framework
laminas/laminas-diactoros laminas/laminas-stdlib laminas/laminas-servicemanager laminas/laminas-eventmanager
laminas/laminas-mvc laminas/laminas-code laminas/laminas-validator laminas/laminas-filter
laminas/laminas-escaper laminas/laminas-http laminas/laminas-uri laminas/laminas-loader laminas/laminas-mail
laminas/laminas-zendframework-bridge laminas/laminas-httphandlerrunner zendframework/zendframework
zendframework/zend-diactoros mezzio/mezzio phalcon/devtools hyperf/framework hyperf/utils hyperf/di
workerman/workerman workerman/webman-framework react/event-loop react/promise react/http react/socket
react/stream react/dns react/cache react/child-process amphp/amp amphp/parallel amphp/byte-stream
amphp/http-client revolt/event-loop evenement/evenement ratchet/pawl cboden/ratchet ratchet/rfc6455
topthink/framework topthink/think-orm topthink/think-helper overtrue/wechat w7corp/easywechat
overtrue/socialite composer/composer composer/semver composer/pcre composer/xdebug-handler composer/installers
composer/ca-bundle composer/metadata-minifier composer/spdx-licenses composer/class-map-generator
composer/package-versions-deprecated seld/jsonlint seld/phar-utils seld/signal-handler
justinrainbow/json-schema opis/json-schema opis/closure jms/serializer jms/serializer-bundle jms/metadata
api-platform/core api-platform/symfony nelmio/api-doc-bundle nelmio/cors-bundle nelmio/alice
nelmio/security-bundle zircote/swagger-php darkaonline/l5-swagger knuckleswtf/scribe webonyx/graphql-php
nuwave/lighthouse rebing/graphql-laravel overblog/graphql-bundle friendsofsymfony/user-bundle
friendsofsymfony/rest-bundle friendsofsymfony/jsrouting-bundle friendsofsymfony/oauth-server-bundle
sensio/framework-extra-bundle easycorp/easyadmin-bundle sonata-project/admin-bundle
sonata-project/doctrine-orm-admin-bundle vich/uploader-bundle liip/imagine-bundle
stof/doctrine-extensions-bundle gedmo/doctrine-extensions beberlei/doctrineextensions beberlei/assert
lexik/jwt-authentication-bundle gesdinet/jwt-refresh-token-bundle scheb/2fa-bundle hwi/oauth-bundle
knpuniversity/oauth2-client-bundle php-http/discovery php-http/httplug php-http/message php-http/client-common
php-http/promise php-http/guzzle7-adapter php-http/multipart-stream-builder php-http/curl-client nyholm/psr7
nyholm/psr7-server php-di/php-di php-di/invoker pimple/pimple laravel/lumen-framework livewire/livewire
livewire/flux livewire/volt filament/filament filament/forms filament/tables filament/support
inertiajs/inertia-laravel tightenco/ziggy blade-ui-kit/blade-heroicons blade-ui-kit/blade-icons
yajra/laravel-datatables-oracle yajra/laravel-datatables laracasts/flash laracasts/utilities
laravelcollective/html doctrine/reflection cviebrock/eloquent-sluggable kalnoy/nestedset
staudenmeir/eloquent-has-many-deep owen-it/laravel-auditing venturecraft/revisionable
beyondcode/laravel-websockets beyondcode/laravel-dump-server beyondcode/laravel-query-detector
realrashid/sweet-alert santigarcor/laratrust silber/bouncer stancl/tenancy nwidart/laravel-modules
prettus/l5-repository bensampo/laravel-enum mews/purifier mews/captcha anhskohbo/no-captcha artesaos/seotools
torann/geoip geoip2/geoip2 maxmind-db/reader maxmind/web-service-common jaybizzle/crawler-detect
mobiledetect/mobiledetectlib whichbrowser/parser matomo/device-detector hisorange/browser-detect
fruitcake/laravel-cors fruitcake/php-cors asm89/stack-cors filp/whoops facade/ignition facade/flare-client-php
swagger-api/swagger-ui kreait/firebase-php kreait/laravel-firebase minishlink/web-push
laravel-notification-channels/telegram laravel-notification-channels/webpush irazasyed/telegram-bot-sdk
longman/telegram-bot openai-php/client openai-php/laravel prism-php/prism theodo-group/llphant
deeplcom/deepl-php vonage/client nexmo/client php-amqplib/php-amqplib enqueue/enqueue bunny/bunny
pda/pheanstalk robmorgan/phinx illuminate/redis propel/propel1 propel/propel redbeanphp/redbean
gabordemooij/redbean cycle/orm spiral/framework spiral/roadrunner wikimedia/composer-merge-plugin
cweagans/composer-patches johnpbloch/wordpress johnpbloch/wordpress-core roots/wordpress roots/bedrock
roots/sage wp-cli/wp-cli wp-cli/wp-cli-bundle wp-coding-standards/wpcs phpcompatibility/php-compatibility
phpcompatibility/phpcompatibility-wp phpcsstandards/phpcsutils phpcsstandards/phpcsextra
woocommerce/woocommerce yoast/phpunit-polyfills drupal/core drupal/core-recommended
drupal/core-composer-scaffold drupal/coder drush/drush typo3/cms-core typo3/cms magento/framework
magento/product-community-edition shopware/core shopware/platform prestashop/prestashop sylius/sylius
craftcms/cms statamic/cms october/october joomla/joomla-cms silverstripe/framework contao/core-bundle
neos/neos bolt/core getgrav/grav moodle/moodle mediawiki/core simplesamlphp/simplesamlphp onelogin/php-saml
lightsaml/lightsaml hybridauth/hybridauth laravel/legacy-factories hashids/hashids vinkla/hashids
jeremykendall/php-domain-parser jakub-onderka/php-parallel-lint php-parallel-lint/php-parallel-lint
php-parallel-lint/php-console-highlighter roave/security-advisories roave/better-reflection
ocramius/proxy-manager ocramius/package-versions friendsofphp/proxy-manager-lts deployer/deployer
consolidation/robo maglnet/composer-require-checker ergebnis/composer-normalize phpro/grumphp
captainhook/captainhook brainmaestro/composer-git-hooks matthiasmullie/minify tedivm/jshrink
wikimedia/less.php scssphp/scssphp leafo/scssphp fabpot/goutte symfony/panther php-webdriver/webdriver
facebook/webdriver facebook/graph-sdk abraham/twitteroauth simplepie/simplepie sabre/dav sabre/vobject
sabre/xml eluceo/ical rlanvin/php-rrule
`;

/** A seed of well-known names, not a ranking by measurement. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known Composer packages',
};
