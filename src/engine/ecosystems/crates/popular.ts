// Well-known crates, most used first as far as that is known.

// Written by hand, and at the end from Debian: no npm package carries a ranked list of them.
const names = `
syn quote proc-macro2 libc serde serde_derive serde_json rand rand_core rand_chacha getrandom cfg-if bitflags
unicode-ident autocfg itoa ryu memchr once_cell lazy_static log regex regex-syntax regex-automata aho-corasick
hashbrown indexmap parking_lot parking_lot_core lock_api scopeguard smallvec num-traits num-integer num-bigint
num-rational num-complex num-iter num semver rustc_version base64 heck itertools either time chrono bytes
tokio tokio-util tokio-stream tokio-macros tokio-rustls tokio-native-tls tokio-tungstenite tokio-postgres
futures futures-core futures-util futures-channel futures-task futures-io futures-sink futures-executor
futures-macro pin-project pin-project-lite pin-project-internal pin-utils mio socket2 slab http httparse
http-body http-body-util hyper hyper-util hyper-tls hyper-rustls h2 tower tower-service tower-layer tower-http
axum axum-core axum-extra actix-web actix-rt actix-http actix-service actix-files actix-cors actix rocket warp
tide reqwest ureq isahc curl curl-sys surf url idna percent-encoding form_urlencoded unicode-normalization
unicode-bidi unicode-width unicode-segmentation unicode-xid tinyvec tinyvec_macros mime mime_guess encoding_rs
cookie cookie_store serde_urlencoded serde_yaml serde_with serde_path_to_error serde_repr serde_bytes serde_qs
toml toml_edit toml_datetime winnow nom pest pest_derive lalrpop logos combine thiserror thiserror-impl anyhow
eyre color-eyre snafu miette tracing tracing-core tracing-attributes tracing-subscriber tracing-log
tracing-opentelemetry tracing-appender env_logger pretty_env_logger simplelog fern slog log4rs flexi_logger
clap clap_derive clap_lex clap_builder clap_complete structopt argh pico-args lexopt strsim ansi_term
termcolor atty is-terminal colored owo-colors yansi console indicatif dialoguer crossterm termion ratatui tui
textwrap term_size terminal_size crossbeam crossbeam-channel crossbeam-utils crossbeam-epoch crossbeam-deque
crossbeam-queue rayon rayon-core flume async-channel async-trait async-std async-stream async-io async-lock
smol blocking polling event-listener dashmap arc-swap ahash fxhash rustc-hash siphasher xxhash-rust twox-hash
seahash blake3 sha2 sha1 sha3 md-5 md5 digest block-buffer crypto-common generic-array typenum hmac pbkdf2
scrypt argon2 bcrypt aes aes-gcm chacha20poly1305 cipher ctr cbc rsa ed25519 ed25519-dalek x25519-dalek
curve25519-dalek p256 k256 ecdsa elliptic-curve signature subtle zeroize secp256k1 ring rustls rustls-webpki
rustls-pemfile webpki webpki-roots native-tls openssl openssl-sys openssl-probe foreign-types
security-framework schannel untrusted hex base64ct base58 bs58 data-encoding bincode postcard rmp rmp-serde
ciborium prost prost-types prost-build prost-derive protobuf tonic tonic-build flatbuffers capnp byteorder
zerocopy bytemuck rkyv borsh flate2 miniz_oxide adler crc32fast zstd zstd-sys zstd-safe lz4 lz4_flex brotli
bzip2 xz2 snap zip tar walkdir globset glob ignore tempfile fs_extra dirs dirs-next directories home which
notify same-file filetime memmap2 fastrand uuid ulid nanoid rusqlite libsqlite3-sys sqlx sqlx-core diesel
diesel_migrations postgres postgres-types mysql mysql_async mongodb redis sea-orm deadpool deadpool-postgres
r2d2 bb8 sled rocksdb lmdb heed surrealdb elasticsearch rdkafka lapin amqprs nats async-nats aws-config
aws-sdk-s3 aws-sdk-dynamodb aws-sdk-sqs aws-types aws-smithy-types aws-credential-types rusoto_core rusoto_s3
google-cloud-storage azure_core octocrab git2 libgit2-sys gix criterion proptest quickcheck mockall wiremock
httpmock rstest insta pretty_assertions assert_cmd predicates test-case serial_test trybuild tokio-test
bindgen cbindgen cc cmake pkg-config vcpkg winapi windows windows-sys windows-targets wasm-bindgen js-sys
web-sys wasm-bindgen-futures console_error_panic_hook gloo yew leptos dioxus sycamore trunk wasm-pack wasmtime
wasmer wit-bindgen nix rustix signal-hook ctrlc sysinfo num_cpus hostname users libloading jni pyo3 maturin
napi neon mlua rhai boa_engine deno_core v8 image png jpeg-decoder gif tiff webp imageproc resvg usvg
tiny-skia font-kit rusttype fontdue ab_glyph euclid glam nalgebra ndarray cgmath approx ordered-float
rust_decimal bigdecimal statrs polars arrow arrow2 parquet datafusion linfa candle-core burn tch ort
tokenizers safetensors llm rust-bert async-openai ollama-rs langchain-rust bevy wgpu winit egui eframe iced
gtk gtk4 slint tauri tauri-build wry tao raw-window-handle glutin sdl2 macroquad ggez rodio cpal hound
symphonia rapier2d rapier3d specs hecs petgraph daggy strum strum_macros derive_more derive_builder derivative
bon typed-builder paste static_assertions const_format phf phf_codegen matches void never maplit enum-map
enumset bitvec bit-set bit-vec fixedbitset arrayvec heapless slotmap generational-arena im rpds bumpalo
typed-arena beef bstr smol_str compact_str string_cache lru moka cached humantime humansize bytesize chrono-tz
time-macros jiff cron tokio-cron-scheduler backoff governor jsonwebtoken oauth2 openidconnect cookie-factory
askama tera handlebars minijinja maud liquid pulldown-cmark comrak scraper select html5ever markup5ever
selectors cssparser quick-xml xml-rs roxmltree serde-xml-rs csv csv-core calamine config dotenv dotenvy envy
figment lettre validator garde utoipa schemars jsonschema async-graphql juniper graphql_client tungstenite
socketioxide teloxide serenity twilight-model poise ethers web3 alloy alloy-primitives solana-sdk
solana-client solana-program anchor-lang anchor-spl spl-token subxt parity-scale-codec substrate near-sdk
cosmwasm-std bitcoin lightning tendermint libp2p quinn trust-dns-resolver hickory-resolver pnet socks sentry
opentelemetry opentelemetry-otlp metrics metrics-exporter-prometheus prometheus console-subscriber
tracing-error backtrace addr2line gimli object rustc-demangle minimal-lexical version_check cargo
cargo_metadata cargo_toml camino pathdiff path-clean shlex shell-words duct xshell assert_matches downcast-rs
dyn-clone inventory linkme ctor typetag erased-serde ghost
`;

// Less used ones, of the names under which Debian packages them where that name can only be the registry's own.
const packaged = `
adler32 aliasable ammonia anes antidote arbitrary argmax argon2rs argparse arrayref ascii ashpd asn1 assert assign
atk atlatl atoi atom atomic automod average base32 bat bcder bencher bet binascii bitmaps blobby block boxfnonce
bytecheck bytecount bytelines calloop caps capstone cascade cassowary cast castaway cexpr cid clipboard clircle
cloudabi colorful colorsys commoncrypto compare concolor concread configparser conv copyless copypasta cpp
cpufeatures crc crdts crossfont crunchy cty cursive cxx daemonize darling datetime dbus debcargo debugid deflate
delegate delog deunicode dhcp4r diff difference difflib discard dissimilar dlib dockerfile docmatic docopt dogged
dtoa dunce educe elsa ena enclose encoding enquote entities enumber enumflags2 enumn environment epoll errno eui48
exacl exec exitfailure extprim faccess failure fasteval fdlimit fehler femme fernet filedescriptor filespooler
findshlibs flexiber fnv fragile freetype fs2 fst futf fwdansi gcd gdk gdk4 gdkx11 generator gethostname getopts
getset gettext gio glib globwalk goblin gpgme grcov grep gsk4 gumdrop half hash hash32 hashlink heapsize hexplay
hexyl hkdf html2pango html2text httpdate hyphenation imagesize indefinite indenter indoc inflate inflector inotify
instant intervaltree iovec ipconfig ipnet ipnetwork iptables iso8601 ivf jobserver keccak kstring kurbo lab
lazycell lewton lexiclean libflate libm libmount liboverdrop libslirp libsystemd libudev linkify listenfd litrs lliw
locale loggerv loopdev lscolors lzw mac man markdown matchers maxminddb mdl memmap memoffset memsec merge mint miow
mnt muldiv multibase multihash multimap nanorand natord net2 nettle nias nitrokey nodrop normpath ntapi ntest numtoa
ogg onig oorandom open opener ordermap ouroboros overload oxhttp oxilangtag oxiri pad pager pam pamsm pango
pangocairo parking pathsearch pbr pcre2 pcsc pem permutohedron pinger pipeline pktparse plain pleaser pledge plist
plotters podio pool procfs progressing protoc psm publicsuffix qrcode qrcodegen quantiles radium random rav1e rctree
reduce remain rend retry rgb ripasso rlimit roff ron rpassword rsass rtnetlink rustfix rustversion rustyline safemem
scratch scrawl scroll sct secrecy selinux sensors separator serial sha1collisiondetection shannon shellexpand
shrinkwraprs simdutf8 similar simplecss skeptic slug sluice smallbitvec smawk sniffglue sop sourcefile spin sptr
stacker stackvector statistical stderrlog stfu8 string stringprep subprocess sval svgtypes synstructure syntect
syscallz sysctl syslog tabwriter take talktosc tap target temporary temptree tendril term termios termtree thousands
threadfin threadpool timerfd tinystr tinytemplate treediff treeline ttrpc umask uname uncased unescape unicase
unindent uniquote unreachable unveil unwrap uom urlencoding urlocator utf utf8parse valuable vergen vsock vt100 vte
want weezl whoami widestring wild wildmatch wincolor winreg winutil wio x11 x11rb xattr xcb xcursor xdg xkb
xkbcommon xml5ever xmlparser xmlwriter y4m z85 zbase32 zbus zmq zvariant
`;

/** A seed of well-known names, not a ranking by measurement. */
export const popular = {
  names: [...new Set(`${names} ${packaged}`.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known crates, with names from Debian',
};
