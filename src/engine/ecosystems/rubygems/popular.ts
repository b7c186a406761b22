// Well-known gems, most used first as far as that is known.

// Written by hand, and at the end from Debian: no npm package carries a ranked list of them.
const names = `
rails rake bundler rack activesupport activerecord actionpack actionview activemodel actionmailer activejob
actioncable activestorage actiontext actionmailbox railties i18n tzinfo concurrent-ruby minitest thor nokogiri
json mime-types mime-types-data mini_mime mini_portile2 builder erubi erubis loofah rails-html-sanitizer
rails-dom-testing crass sprockets sprockets-rails globalid nio4r websocket-driver websocket-extensions
method_source mail net-smtp net-imap net-pop net-protocol net-http net-ssh net-scp net-sftp marcel zeitwerk
timeout date racc rack-test rack-protection rack-cors rack-attack rack-session rackup rack-cache rack-proxy
rack-mini-profiler rack-timeout puma unicorn thin passenger webrick falcon aws-sdk aws-sdk-core aws-sdk-s3
aws-sdk-kms aws-sdk-sqs aws-sdk-sns aws-sdk-ses aws-sdk-ec2 aws-sdk-dynamodb aws-sdk-secretsmanager aws-sigv4
aws-eventstream aws-partitions jmespath faraday faraday-net_http faraday-retry faraday-multipart
faraday_middleware faraday-em_http faraday-excon faraday-httpclient faraday-follow_redirects multipart-post
ruby2_keywords httparty multi_xml multi_json rest-client http http-cookie http-form_data http-accept
domain_name unf unf_ext netrc httpclient typhoeus ethon excon patron curb em-http-request addressable
public_suffix uri rspec rspec-core rspec-expectations rspec-mocks rspec-support rspec-rails
rspec_junit_formatter rspec-its rspec-retry diff-lcs factory_bot factory_bot_rails factory_girl
factory_girl_rails faker capybara selenium-webdriver webdrivers cuprite ferrum poltergeist capybara-screenshot
site_prism launchy shoulda shoulda-matchers shoulda-context webmock vcr timecop mocha simplecov simplecov-html
simplecov_json_formatter docile database_cleaner database_cleaner-active_record database_cleaner-core cucumber
cucumber-rails gherkin aruba test-unit power_assert guard guard-rspec listen rb-fsevent rb-inotify spring
spring-watcher-listen spring-commands-rspec parallel parallel_tests rubocop rubocop-ast rubocop-rails
rubocop-rspec rubocop-performance rubocop-minitest rubocop-capybara rubocop-factory_bot rubocop-rake
rubocop-thread_safety standard standardrb parser ast rainbow ruby-progressbar regexp_parser
unicode-display_width unicode-emoji brakeman bundler-audit reek flog flay fasterer rails_best_practices
overcommit lefthook erb_lint haml_lint scss_lint pry pry-byebug pry-rails pry-doc byebug debug irb reline
io-console readline rdoc psych stringio coderay awesome_print amazing_print better_errors binding_of_caller
web-console bullet stackprof ruby-prof memory_profiler benchmark-ips derailed_benchmarks get_process_mem
annotate bootsnap msgpack foreman dotenv dotenv-rails figaro config chamber pg mysql2 sqlite3
tiny_tds activerecord-import activerecord-sqlserver-adapter activerecord-session_store mongoid mongo bson
redis redis-client redis-rails redis-store redis-namespace redis-actionpack hiredis hiredis-client
connection_pool dalli sidekiq sidekiq-cron sidekiq-scheduler sidekiq-unique-jobs sidekiq-status resque
resque-scheduler delayed_job delayed_job_active_record good_job solid_queue solid_cache solid_cable que
sucker_punch whenever rufus-scheduler fugit raabro et-orbi clockwork chronic chronic_duration devise
devise_invitable devise-jwt devise-i18n devise-two-factor devise_token_auth warden warden-jwt_auth orm_adapter
responders bcrypt jwt omniauth omniauth-oauth2 omniauth-google-oauth2 omniauth-github omniauth-facebook
omniauth-rails_csrf_protection omniauth-saml omniauth-twitter ruby-saml oauth oauth2 doorkeeper doorkeeper-jwt
rodauth sorcery authlogic clearance cancancan cancan pundit action_policy rolify paper_trail audited
papertrail kaminari will_paginate pagy ransack friendly_id acts_as_list acts-as-taggable-on acts_as_paranoid
paranoia discard ancestry awesome_nested_set closure_tree state_machines state_machines-activerecord aasm
statesman money money-rails monetize countries country_select geocoder searchkick elasticsearch
elasticsearch-model elasticsearch-rails elasticsearch-transport elastic-transport pg_search sunspot
sunspot_rails meilisearch-rails algoliasearch carrierwave carrierwave-aws shrine paperclip kt-paperclip
dragonfly refile fog fog-aws fog-core mini_magick rmagick image_processing ruby-vips chunky_png exifr oily_png
jbuilder active_model_serializers jsonapi-serializer fast_jsonapi jsonapi-resources blueprinter alba oj
yajl-ruby grape grape-entity grape-swagger graphql graphql-batch graphiql-rails sinatra sinatra-contrib
mustermann padrino hanami roda sequel rom rom-sql dry-types dry-struct dry-validation dry-schema dry-monads
dry-container dry-core dry-configurable dry-logic dry-initializer dry-auto_inject dry-inflector trailblazer
reform interactor haml haml-rails slim slim-rails liquid tilt temple mustache hamlit redcarpet kramdown
kramdown-parser-gfm commonmarker rouge jekyll jekyll-feed jekyll-seo-tag jekyll-sitemap jekyll-paginate
jekyll-sass-converter jekyll-watch minima github-pages middleman nanoc bridgetown asciidoctor RedCloth
html-pipeline sanitize premailer premailer-rails css_parser wicked_pdf wkhtmltopdf-binary pdfkit prawn
prawn-table pdf-reader combine_pdf grover hexapdf caxlsx caxlsx_rails axlsx roo roo-xls spreadsheet rubyXL
rubyzip csv fastercsv creek write_xlsx sass sass-rails sassc sassc-rails ffi autoprefixer-rails bootstrap
bootstrap-sass jquery-rails jquery-ui-rails coffee-rails coffee-script coffee-script-source execjs mini_racer
therubyracer uglifier terser turbolinks turbo-rails stimulus-rails importmap-rails jsbundling-rails
cssbundling-rails tailwindcss-rails tailwindcss-ruby dartsass-rails propshaft webpacker shakapacker vite_rails
vite_ruby react-rails react_on_rails hotwire-rails view_component phlex simple_form formtastic cocoon
nested_form client_side_validations best_in_place activeadmin rails_admin administrate avo trestle
inherited_resources has_scope draper cells decent_exposure ahoy_matey blazer groupdate chartkick hightop
pghero strong_migrations lograge semantic_logger rails_semantic_logger logstash-event logstash-logger logger
logging sentry-ruby sentry-rails sentry-sidekiq sentry-raven rollbar bugsnag honeybadger airbrake newrelic_rpm
skylight scout_apm ddtrace datadog dogstatsd-ruby opentelemetry-sdk opentelemetry-api
opentelemetry-instrumentation-all prometheus-client statsd-instrument appsignal elastic-apm flipper
flipper-active_record flipper-ui rollout split launchdarkly-server-sdk stripe braintree activemerchant
paypal-sdk-rest square.rb shopify_api shopify_app pay twilio-ruby sendgrid-ruby mailgun-ruby postmark
postmark-rails letter_opener letter_opener_web mailcatcher slack-ruby-client slack-notifier telegram-bot-ruby
discordrb koala twitter octokit gitlab google-api-client googleauth google-apis-core google-cloud-storage
google-cloud-core google-cloud-errors google-cloud-env google-protobuf grpc signet representable declarative
uber trailblazer-option azure-storage-blob ruby-openai openai anthropic langchainrb ruby_llm neighbor pgvector
tiktoken_ruby informers capistrano capistrano-rails capistrano-bundler capistrano-rbenv capistrano3-puma
capistrano-passenger kamal airbrussh sshkit mina chef chef-config ohai puppet facter hiera vagrant inspec
train test-kitchen berkshelf knife fastlane cocoapods cocoapods-core xcodeproj xcpretty CFPropertyList nanaimo
claide atomos colored colored2 colorize tty-prompt tty-spinner tty-table tty-cursor tty-screen pastel paint
terminal-table highline commander optimist slop gli cri fileutils tempfile ox libxml-ruby xml-simple gyoku
nori savon wasabi akami httpi hpricot mechanize anemone wombat kimurai watir bindata ruby_parser
sexp_processor ruby2ruby sorbet sorbet-runtime tapioca rbs steep yard yard-sorbet solargraph ruby-lsp
rspec-benchmark syntax_tree prism bigdecimal base64 mutex_m drb observer securerandom benchmark ostruct set
forwardable pstore digest openssl etc nkf abbrev rexml rss matrix prime getoptlong syslog hashie virtus
ice_nine descendants_tracker axiom-types coercible equalizer thread_safe atomic facets ruby-units hamster
immutable-ruby celluloid eventmachine async async-http async-io em-websocket faye faye-websocket
websocket-client-simple anycable anycable-rails bunny amqp sneakers ruby-kafka rdkafka karafka racecar
waterdrop avro stomp mqtt zookeeper etcd consul diplomat vault rbnacl ed25519 x25519 digest-crc lockbox
blind_index attr_encrypted encryptor rotp rqrcode rqrcode_core recaptcha invisible_captcha secure_headers
xxhash murmurhash3 snappy lz4-ruby zstd-ruby numo-narray rumale daru statsample nmatrix gsl torch-rb
tensorflow ruby-graphviz gnuplot rubyvis ranked-model public_activity store_model attr_json
with_advisory_lock after_commit_everywhere scenic fx activerecord-multi-tenant apartment ros-apartment
acts_as_tenant rails-i18n i18n-tasks i18n-js globalize mobility gettext fast_gettext gettext_i18n_rails
hashdiff
`;

// Less used ones, of the names under which Debian packages them where that name can only be the registry's own.
const packaged = `
adamantium akismet algebrick ansi appraisal arbre asana ascii85 autoparse awrence babosa backports bacon barby
base32 beaneater beefcake bert bindex blade blankslate browser brass buftok cairo cbor childprocess citrus clamp
classifier cliver clutter cmdparse color columnize configurate contest contracts cookiejar cose coveralls crack
creole cssmin cssminify curses cutest daemons dbf delorean diffy discriminator dnsruby ecasound ejs enum enumerize
equatable errbase exif extlib fakefs fakeredis fakeweb fastimage fauxhai fcgi ferret feedparser ffaker flexmock
flowdock formatador fssm fuubar gelf gemojione git god gon gpgme graffiti graphlient gravtastic growl gruff gssapi
hashery heapy hike hipchat hitimes hivex hkdf hocon hoe html2haml htmlentities httpauth icalendar influxdb iniparse
innertube introspection ipaddress iso8601 jira joiner journey jsonpath kgio knapsack kpeg kubeclient lapack
levenshtein librarian licensee logify lumberjack mab macaddr magic marginalia markerb memoist memoizable mercenary
metaclass metaid metriks mime mimemagic minitar molinillo moneta morpher multibitnums nanotest naught ncurses
necromancer nenv nokogumbo notify numerizer oembed ole open4 openid openstack opentracing origin packable packetfu
pango parseconfig parslet password pathspec pathutil peach pgplot plist polyglot powerbar powerpack prof progressbar
rabl raindrops rantly rbpdf rbtrace rbtree rbvmomi rchardet rdiscount remcached remotipart rethtool retriable
retryable rgen rinku riot rjb ronn roxml rsec rubydns rubymail rubypants rugged saml sasl sawyer scanf scientist
securecompare serialport serverengine serverspec settingslogic shellany shindo sigar sigdump simpleidn six slowpoke
snmp snorlax socksify specinfra spider spoon spy sshkey stamp statsd stringex stud swd sync systemu termios text
threach thrift timeliness timers tins tomlrb toml treetop trollop truncato ttfunk unidecode unparser useragent uuid
uuidtools validatable versionomy vips warning webauthn webfinger webrobots websocket whitewash wisper xmlparser
xmlrpc xpath yajl yell zoom
`;

/** A seed of well-known names, not a ranking by measurement. */
export const popular = {
  names: [...new Set(`${names} ${packaged}`.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known gems, with names from Debian',
};
