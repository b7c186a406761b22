// Well-known Hex packages, most used first as far as that is known.

// Written by hand: no npm package carries a ranked list of them.
const names = `
jason telemetry plug plug_crypto mime phoenix phoenix_html phoenix_pubsub phoenix_template phoenix_view
phoenix_live_view phoenix_live_reload phoenix_live_dashboard phoenix_ecto phoenix_swoosh phoenix_html_helpers
phoenix_storybook ecto ecto_sql postgrex db_connection decimal connection myxql mariaex tds ecto_sqlite3
exqlite ecto_psql_extras ecto_enum ecto_network cowboy cowlib ranch plug_cowboy cowboy_telemetry bandit
thousand_island websock websock_adapter hpax gettext expo poison hackney certifi idna metrics mimerl
parse_trans ssl_verify_fun unicode_util_compat httpoison tesla finch mint castore nimble_pool nimble_options
nimble_parsec nimble_ownership nimble_csv nimble_totp req gun httpotion ibrowse credo dialyxir erlex ex_doc
earmark earmark_parser makeup makeup_elixir makeup_erlang makeup_eex file_system bunt excoveralls mox mock
meck bypass hammox mimic ex_machina faker stream_data propcheck proper wallaby hound floki html_entities
mochiweb fast_html lazy_html timex tzdata combine calendar calendar_interval swoosh bamboo bamboo_phoenix
gen_smtp bcrypt_elixir argon2_elixir pbkdf2_elixir comeonin elixir_make guardian guardian_db joken jose
ueberauth ueberauth_google ueberauth_github ueberauth_facebook ueberauth_identity oauth2 assent pow pow_assent
coherence bodyguard canada canary ash ash_postgres ash_phoenix ash_graphql ash_json_api ash_authentication
ash_authentication_phoenix ash_admin spark igniter reactor oban oban_web oban_pro exq verk quantum que
honeydew gen_stage broadway broadway_kafka broadway_rabbitmq broadway_sqs flow amqp amqp_client rabbit_common
brod kafka_ex kaffe snappyer crc32cer redix redix_pubsub eredis phoenix_pubsub_redis cachex con_cache nebulex
mnesia_rocksdb memento libcluster horde swarm delta_crdt partisan syn poolboy gproc recon observer_cli
telemetry_metrics telemetry_poller telemetry_metrics_prometheus telemetry_metrics_prometheus_core
telemetry_metrics_statsd prometheus prometheus_ex prometheus_plugs prom_ex statix opentelemetry
opentelemetry_api opentelemetry_exporter opentelemetry_phoenix opentelemetry_ecto opentelemetry_cowboy
opentelemetry_process_propagator spandex spandex_datadog appsignal appsignal_phoenix appsignal_plug
new_relic_agent sentry honeybadger rollbax bugsnag logger_json logger_file_backend lager goldrush absinthe
absinthe_plug absinthe_phoenix absinthe_relay dataloader open_api_spex ex_json_schema phoenix_swagger jsv
ja_serializer jsonapi grpc protobuf gpb grpcbox chatterbox ctx acceptor_pool thrift msgpax cbor bson
mongodb_driver mongodb xandra neo4j bolt_sips elasticsearch elastix snap arangox clickhouse_ecto ch ex_aws
ex_aws_s3 ex_aws_sqs ex_aws_sns ex_aws_ses ex_aws_dynamo ex_aws_sts aws aws_signature sweet_xml xml_builder
saxy erlsom exml meeseeks configparser_ex google_api_storage goth google_gax google_api_pub_sub
stripity_stripe stripe braintree ex_twilio slack nostrum coxir telegex nadia ex_gram waffle waffle_ecto arc
arc_ecto mogrify image vix ex_image_info thumbnex eimp pdf_generator chromic_pdf puppeteer_pdf csv xlsxir
elixlsx ex_money ex_cldr ex_cldr_numbers ex_cldr_dates_times ex_cldr_currencies cldr_utils digital_token money
number inflex slugify ex_phone_number recase params norm vex exop ok witchcraft algae quark typed_struct
typed_ecto_schema domo construct accessible gettext_sigils trans scrivener scrivener_ecto scrivener_html flop
flop_phoenix paginator quarto ex_audit paper_trail carbonite ecto_soft_delete ecto_autoslug_field
polymorphic_embed triplex tenantex fun_with_flags ecto_commons petal_components salad_ui live_select
live_svelte live_vue live_react surface surface_catalogue heroicons tailwind esbuild dart_sass bun
lucide_icons phx_new distillery edeliver bootleg gigalixir burrito bakeware release_manager relx rebar3_hex
dotenvy dotenv vapor confex skogsra config_tuples envar nerves nerves_runtime nerves_hub_link nerves_pack
nerves_ssh nerves_time vintage_net vintage_net_wifi vintage_net_ethernet circuits_gpio circuits_i2c
circuits_spi circuits_uart shoehorn ring_logger toolshed muontrap scenic membrane_core ex_webrtc ex_ice ex_sdp
ex_rtp nx axon bumblebee exla torchx scholar explorer livebook kino kino_vega_lite vega_lite rustler
rustler_precompiled zigler erlport pythonx langchain instructor openai openai_ex anthropix ollama tokenizers
pgvector hnswlib websockex phoenix_client phoenix_gen_socket_client slipstream fresh mint_web_socket sobelow
mix_audit mix_test_watch mix_test_interactive doctor inch_ex styler boundary ex_check git_hooks git_ops
versioce ex_unit_notifier junit_formatter benchee benchee_html deep_merge statistex eflame benchfella uuid
elixir_uuid uniq ulid ecto_ulid hashids nanoid puid typeid_elixir base62 ex_crypto cloak cloak_ecto curve25519
ed25519 kcl ex_rated hammer hammer_plug plug_attack cors_plug corsica remote_ip plug_canonical_host
ssl_verify_hostname site_encrypt x509 geoip geolix locus geo geo_postgis topo elixir_math matrex numerix
libgraph graph qex ets fsmx machinery gen_state_machine commanded commanded_ecto_projections eventstore
eventstore_db incident spear retry fuse circuit_breaker external_service observer ranch_proxy_protocol yamerl
yaml_elixir ymlr toml toml_elixir mustache eex_html slime phoenix_slime expug temple solid liquex bbmustache
erlydtl jsx jiffy thoas tiny simdjsone mdex cmark tidewave hermes_mcp anubis_mcp
`;

/** A seed of well-known names, not a ranking by measurement. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known Hex packages',
};
