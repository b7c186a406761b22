// Well-known Go modules, most used first as far as that is known.

// Written by hand: no npm package carries a ranked list of them.
const names = `
github.com/stretchr/testify github.com/pkg/errors github.com/spf13/cobra github.com/spf13/viper
github.com/spf13/pflag github.com/spf13/afero github.com/spf13/cast github.com/sirupsen/logrus go.uber.org/zap
go.uber.org/atomic go.uber.org/multierr go.uber.org/fx go.uber.org/dig go.uber.org/goleak go.uber.org/mock
go.uber.org/automaxprocs github.com/rs/zerolog github.com/google/uuid github.com/google/go-cmp
github.com/google/gofuzz github.com/google/pprof github.com/google/wire github.com/google/go-github
github.com/google/btree github.com/google/s2a-go github.com/google/gopacket golang.org/x/crypto
golang.org/x/net golang.org/x/sys golang.org/x/text golang.org/x/sync golang.org/x/tools golang.org/x/mod
golang.org/x/time golang.org/x/oauth2 golang.org/x/exp golang.org/x/term golang.org/x/xerrors
golang.org/x/image golang.org/x/lint golang.org/x/vuln google.golang.org/grpc google.golang.org/protobuf
google.golang.org/api google.golang.org/genproto google.golang.org/appengine cloud.google.com/go
cloud.google.com/go/storage cloud.google.com/go/compute cloud.google.com/go/iam cloud.google.com/go/bigquery
cloud.google.com/go/pubsub github.com/golang/protobuf github.com/golang/mock github.com/golang/glog
github.com/golang/groupcache github.com/golang/snappy github.com/golang/geo github.com/gogo/protobuf
github.com/gin-gonic/gin github.com/gin-contrib/sse github.com/gin-contrib/cors
github.com/gin-contrib/sessions github.com/gorilla/mux github.com/gorilla/websocket
github.com/gorilla/sessions github.com/gorilla/handlers github.com/gorilla/securecookie
github.com/gorilla/schema github.com/gorilla/context github.com/labstack/echo/v4 github.com/labstack/gommon
github.com/gofiber/fiber/v2 github.com/gofiber/fiber/v3 github.com/go-chi/chi github.com/go-chi/chi/v5
github.com/go-chi/cors github.com/go-chi/render github.com/julienschmidt/httprouter
github.com/valyala/fasthttp github.com/valyala/fastjson github.com/valyala/bytebufferpool
github.com/beego/beego/v2 github.com/astaxie/beego github.com/kataras/iris/v12 github.com/gobuffalo/buffalo
github.com/revel/revel github.com/go-kit/kit github.com/go-kit/log github.com/micro/go-micro
github.com/zeromicro/go-zero github.com/cloudwego/hertz github.com/cloudwego/kitex
github.com/go-kratos/kratos/v2 github.com/bytedance/sonic github.com/json-iterator/go
github.com/mailru/easyjson github.com/tidwall/gjson github.com/tidwall/sjson github.com/goccy/go-json
github.com/goccy/go-yaml github.com/modern-go/reflect2 github.com/modern-go/concurrent gopkg.in/yaml.v2
gopkg.in/yaml.v3 gopkg.in/ini.v1 gopkg.in/check.v1 gopkg.in/natefinch/lumberjack.v2 gopkg.in/inf.v0
gopkg.in/square/go-jose.v2 gopkg.in/tomb.v1 gopkg.in/alecthomas/kingpin.v2 github.com/alecthomas/kingpin/v2
github.com/alecthomas/kong github.com/alecthomas/participle/v2 sigs.k8s.io/yaml sigs.k8s.io/controller-runtime
sigs.k8s.io/kustomize/api sigs.k8s.io/structured-merge-diff/v4 k8s.io/api k8s.io/apimachinery k8s.io/client-go
k8s.io/klog k8s.io/klog/v2 k8s.io/utils k8s.io/apiserver k8s.io/component-base k8s.io/kubernetes
k8s.io/apiextensions-apiserver k8s.io/code-generator k8s.io/kube-openapi k8s.io/kubectl helm.sh/helm/v3
github.com/BurntSushi/toml github.com/pelletier/go-toml github.com/pelletier/go-toml/v2
github.com/mitchellh/mapstructure github.com/go-viper/mapstructure/v2 github.com/mitchellh/go-homedir
github.com/mitchellh/copystructure github.com/mitchellh/reflectwalk github.com/mitchellh/cli
github.com/joho/godotenv github.com/kelseyhightower/envconfig github.com/caarlos0/env
github.com/caarlos0/env/v11 github.com/knadh/koanf github.com/urfave/cli github.com/urfave/cli/v2
github.com/jessevdk/go-flags github.com/fatih/color github.com/fatih/structs github.com/mattn/go-isatty
github.com/mattn/go-colorable github.com/mattn/go-runewidth github.com/mattn/go-sqlite3
github.com/olekukonko/tablewriter github.com/charmbracelet/bubbletea github.com/charmbracelet/lipgloss
github.com/charmbracelet/bubbles github.com/charmbracelet/glamour github.com/charmbracelet/log
github.com/charmbracelet/huh github.com/rivo/tview github.com/gdamore/tcell/v2 github.com/manifoldco/promptui
github.com/AlecAivazis/survey/v2 github.com/schollz/progressbar/v3 github.com/briandowns/spinner
github.com/cheggaaa/pb/v3 github.com/hashicorp/vault github.com/hashicorp/vault/api
github.com/hashicorp/consul/api github.com/hashicorp/terraform github.com/hashicorp/terraform-plugin-sdk/v2
github.com/hashicorp/terraform-plugin-framework github.com/hashicorp/hcl github.com/hashicorp/hcl/v2
github.com/hashicorp/go-multierror github.com/hashicorp/go-version github.com/hashicorp/go-uuid
github.com/hashicorp/go-cleanhttp github.com/hashicorp/go-retryablehttp github.com/hashicorp/go-hclog
github.com/hashicorp/go-plugin github.com/hashicorp/golang-lru github.com/hashicorp/golang-lru/v2
github.com/hashicorp/errwrap github.com/hashicorp/memberlist github.com/hashicorp/raft
github.com/hashicorp/serf github.com/hashicorp/go-getter github.com/hashicorp/go-set github.com/docker/docker
github.com/docker/cli github.com/docker/go-connections github.com/docker/go-units
github.com/docker/distribution github.com/docker/compose/v2 github.com/moby/moby github.com/moby/buildkit
github.com/moby/term github.com/containerd/containerd github.com/containerd/log
github.com/opencontainers/go-digest github.com/opencontainers/image-spec github.com/opencontainers/runc
github.com/opencontainers/runtime-spec github.com/containers/image/v5
github.com/testcontainers/testcontainers-go github.com/ory/dockertest/v3 github.com/aws/aws-sdk-go
github.com/aws/aws-sdk-go-v2 github.com/aws/aws-sdk-go-v2/config github.com/aws/aws-sdk-go-v2/credentials
github.com/aws/aws-sdk-go-v2/service/s3 github.com/aws/aws-sdk-go-v2/service/sts
github.com/aws/aws-sdk-go-v2/service/dynamodb github.com/aws/aws-sdk-go-v2/service/sqs
github.com/aws/aws-sdk-go-v2/service/sns github.com/aws/aws-sdk-go-v2/service/ec2
github.com/aws/aws-sdk-go-v2/service/secretsmanager github.com/aws/aws-sdk-go-v2/feature/s3/manager
github.com/aws/smithy-go github.com/aws/aws-lambda-go github.com/aws/aws-cdk-go/awscdk/v2
github.com/Azure/azure-sdk-for-go github.com/Azure/azure-sdk-for-go/sdk/azcore
github.com/Azure/azure-sdk-for-go/sdk/azidentity github.com/Azure/azure-sdk-for-go/sdk/storage/azblob
github.com/Azure/go-autorest github.com/Azure/go-autorest/autorest
github.com/AzureAD/microsoft-authentication-library-for-go github.com/googleapis/gax-go/v2
github.com/prometheus/client_golang github.com/prometheus/client_model github.com/prometheus/common
github.com/prometheus/procfs github.com/prometheus/prometheus go.opentelemetry.io/otel
go.opentelemetry.io/otel/sdk go.opentelemetry.io/otel/trace go.opentelemetry.io/otel/metric
go.opentelemetry.io/otel/exporters/otlp/otlptrace
go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp
go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc go.opencensus.io
github.com/open-telemetry/opentelemetry-collector-contrib github.com/DataDog/datadog-go
github.com/DataDog/datadog-go/v5 gopkg.in/DataDog/dd-trace-go.v1 github.com/newrelic/go-agent/v3
github.com/getsentry/sentry-go github.com/uber/jaeger-client-go github.com/opentracing/opentracing-go
github.com/go-redis/redis github.com/go-redis/redis/v8 github.com/redis/go-redis/v9 github.com/gomodule/redigo
github.com/alicebob/miniredis/v2 github.com/bradfitz/gomemcache github.com/go-sql-driver/mysql
github.com/lib/pq github.com/jackc/pgx github.com/jackc/pgx/v4 github.com/jackc/pgx/v5 github.com/jackc/pgconn
github.com/jackc/pgtype github.com/jackc/puddle/v2 github.com/jmoiron/sqlx github.com/Masterminds/squirrel
github.com/Masterminds/semver github.com/Masterminds/semver/v3 github.com/Masterminds/sprig/v3
github.com/Masterminds/goutils github.com/DATA-DOG/go-sqlmock gorm.io/gorm gorm.io/driver/mysql
gorm.io/driver/postgres gorm.io/driver/sqlite gorm.io/driver/sqlserver gorm.io/gen github.com/jinzhu/gorm
github.com/jinzhu/inflection github.com/jinzhu/now github.com/jinzhu/copier entgo.io/ent
github.com/uptrace/bun github.com/go-pg/pg/v10 github.com/volatiletech/sqlboiler/v4 github.com/sqlc-dev/sqlc
github.com/golang-migrate/migrate/v4 github.com/pressly/goose/v3 github.com/rubenv/sql-migrate
modernc.org/sqlite github.com/microsoft/go-mssqldb github.com/denisenkom/go-mssqldb github.com/sijms/go-ora/v2
github.com/ClickHouse/clickhouse-go/v2 go.mongodb.org/mongo-driver go.mongodb.org/mongo-driver/v2
gopkg.in/mgo.v2 github.com/elastic/go-elasticsearch/v7 github.com/elastic/go-elasticsearch/v8
github.com/olivere/elastic/v7 github.com/opensearch-project/opensearch-go github.com/neo4j/neo4j-go-driver/v5
github.com/gocql/gocql github.com/influxdata/influxdb-client-go/v2 go.etcd.io/etcd/client/v3 go.etcd.io/bbolt
github.com/boltdb/bolt github.com/dgraph-io/badger/v4 github.com/dgraph-io/ristretto
github.com/cockroachdb/pebble github.com/syndtr/goleveldb github.com/patrickmn/go-cache
github.com/allegro/bigcache github.com/allegro/bigcache/v3 github.com/coocood/freecache
github.com/segmentio/kafka-go github.com/IBM/sarama github.com/Shopify/sarama
github.com/confluentinc/confluent-kafka-go github.com/twmb/franz-go github.com/rabbitmq/amqp091-go
github.com/streadway/amqp github.com/nats-io/nats.go github.com/nats-io/nats-server/v2 github.com/nsqio/go-nsq
github.com/eclipse/paho.mqtt.golang github.com/hibiken/asynq github.com/ThreeDotsLabs/watermill
github.com/robfig/cron github.com/robfig/cron/v3 github.com/go-co-op/gocron go.temporal.io/sdk
github.com/golang-jwt/jwt github.com/golang-jwt/jwt/v4 github.com/golang-jwt/jwt/v5
github.com/dgrijalva/jwt-go github.com/lestrrat-go/jwx github.com/lestrrat-go/jwx/v2
github.com/go-jose/go-jose/v3 github.com/go-jose/go-jose/v4 github.com/coreos/go-oidc/v3
github.com/casbin/casbin/v2 github.com/open-policy-agent/opa github.com/markbates/goth github.com/pquerna/otp
github.com/go-playground/validator/v10 github.com/go-playground/locales
github.com/go-playground/universal-translator github.com/go-ozzo/ozzo-validation/v4
github.com/asaskevich/govalidator github.com/leodido/go-urn github.com/gabriel-vasile/mimetype
github.com/ugorji/go/codec github.com/vmihailenco/msgpack/v5 github.com/shopspring/decimal
github.com/oklog/ulid/v2 github.com/satori/go.uuid github.com/gofrs/uuid github.com/rs/xid github.com/rs/cors
github.com/teris-io/shortid github.com/segmentio/ksuid github.com/samber/lo github.com/samber/mo
github.com/samber/slog-multi github.com/thoas/go-funk github.com/ahmetb/go-linq/v3
github.com/deckarep/golang-set github.com/deckarep/golang-set/v2 github.com/emirpasic/gods
github.com/google/cel-go github.com/antonmedv/expr github.com/expr-lang/expr github.com/dop251/goja
github.com/robertkrimen/otto github.com/yuin/gopher-lua github.com/tetratelabs/wazero github.com/traefik/yaegi
github.com/dlclark/regexp2 github.com/gobwas/glob github.com/gobwas/ws github.com/bmatcuk/doublestar/v4
github.com/fsnotify/fsnotify github.com/klauspost/compress github.com/klauspost/cpuid/v2
github.com/andybalholm/brotli github.com/pierrec/lz4/v4 github.com/ulikunitz/xz github.com/mholt/archiver/v3
github.com/dustin/go-humanize github.com/cespare/xxhash/v2 github.com/OneOfOne/xxhash
github.com/minio/minio-go/v7 github.com/minio/sha256-simd github.com/pkg/sftp github.com/pkg/browser
github.com/kr/pretty github.com/kr/text github.com/kr/pty github.com/creack/pty github.com/davecgh/go-spew
github.com/pmezard/go-difflib github.com/onsi/ginkgo github.com/onsi/ginkgo/v2 github.com/onsi/gomega
github.com/smartystreets/goconvey github.com/jarcoal/httpmock github.com/h2non/gock github.com/matryer/is
github.com/frankban/quicktest gotest.tools/v3 github.com/brianvoe/gofakeit/v6 github.com/bxcodec/faker/v3
github.com/vektra/mockery/v2 github.com/golangci/golangci-lint honnef.co/go/tools mvdan.cc/gofumpt
github.com/securego/gosec/v2 github.com/goreleaser/goreleaser github.com/air-verse/air github.com/swaggo/swag
github.com/swaggo/gin-swagger github.com/swaggo/files github.com/go-swagger/go-swagger
github.com/go-openapi/spec github.com/go-openapi/swag github.com/go-openapi/strfmt
github.com/go-openapi/jsonpointer github.com/go-openapi/jsonreference github.com/getkin/kin-openapi
github.com/oapi-codegen/oapi-codegen/v2 github.com/deepmap/oapi-codegen github.com/danielgtaylor/huma/v2
github.com/99designs/gqlgen github.com/graphql-go/graphql github.com/vektah/gqlparser/v2
github.com/grpc-ecosystem/grpc-gateway/v2 github.com/grpc-ecosystem/go-grpc-middleware
github.com/grpc-ecosystem/go-grpc-prometheus connectrpc.com/connect github.com/bufbuild/buf
buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go github.com/envoyproxy/go-control-plane
github.com/envoyproxy/protoc-gen-validate istio.io/api istio.io/client-go github.com/go-resty/resty/v2
github.com/imroc/req/v3 github.com/parnurzeal/gorequest github.com/cenkalti/backoff/v4
github.com/avast/retry-go github.com/avast/retry-go/v4 github.com/sony/gobreaker github.com/afex/hystrix-go
github.com/PuerkitoBio/goquery github.com/gocolly/colly/v2 github.com/chromedp/chromedp
github.com/playwright-community/playwright-go github.com/go-rod/rod github.com/tebeka/selenium
github.com/antchfx/htmlquery github.com/antchfx/xpath github.com/microcosm-cc/bluemonday
github.com/yuin/goldmark github.com/russross/blackfriday/v2 github.com/gomarkdown/markdown
github.com/alecthomas/chroma/v2 github.com/flosch/pongo2 github.com/valyala/quicktemplate github.com/a-h/templ
github.com/aymerick/raymond github.com/cbroglie/mustache github.com/go-git/go-git/v5
github.com/go-git/go-billy/v5 github.com/libgit2/git2go/v34 github.com/xanzy/go-gitlab
github.com/google/go-querystring github.com/slack-go/slack github.com/bwmarrin/discordgo
github.com/bwmarrin/snowflake github.com/go-telegram-bot-api/telegram-bot-api/v5 gopkg.in/telebot.v3
github.com/twilio/twilio-go github.com/sendgrid/sendgrid-go github.com/stripe/stripe-go
github.com/stripe/stripe-go/v76 gopkg.in/gomail.v2 github.com/jordan-wright/email
github.com/sashabaranov/go-openai github.com/openai/openai-go github.com/anthropics/anthropic-sdk-go
github.com/tmc/langchaingo github.com/ollama/ollama github.com/mark3labs/mcp-go
github.com/modelcontextprotocol/go-sdk github.com/google/generative-ai-go google.golang.org/genai
github.com/pinecone-io/go-pinecone github.com/qdrant/go-client github.com/weaviate/weaviate-go-client/v4
github.com/ethereum/go-ethereum github.com/btcsuite/btcd github.com/btcsuite/btcutil
github.com/cosmos/cosmos-sdk github.com/tendermint/tendermint github.com/cometbft/cometbft
github.com/gagliardetto/solana-go github.com/libp2p/go-libp2p github.com/ipfs/go-ipfs github.com/ipfs/go-cid
github.com/hyperledger/fabric github.com/miekg/dns github.com/quic-go/quic-go
github.com/lucas-clemente/quic-go github.com/pion/webrtc/v3 github.com/vishvananda/netlink
github.com/cilium/ebpf github.com/coreos/go-systemd/v22 github.com/godbus/dbus/v5 github.com/shirou/gopsutil
github.com/shirou/gopsutil/v3 github.com/panjf2000/ants/v2 github.com/alitto/pond github.com/sourcegraph/conc
github.com/tevino/abool gonum.org/v1/gonum gonum.org/v1/plot github.com/disintegration/imaging
github.com/nfnt/resize github.com/fogleman/gg github.com/xuri/excelize/v2 github.com/tealeg/xlsx
github.com/jung-kurt/gofpdf github.com/pdfcpu/pdfcpu github.com/hajimehoshi/ebiten/v2 fyne.io/fyne/v2
github.com/wailsapp/wails/v2 github.com/go-gl/gl github.com/pulumi/pulumi/sdk/v3 github.com/sigstore/cosign/v2
github.com/sigstore/sigstore github.com/sigstore/rekor github.com/anchore/syft github.com/aquasecurity/trivy
github.com/google/osv-scanner github.com/ossf/scorecard/v5 filippo.io/age filippo.io/edwards25519
dario.cat/mergo github.com/imdario/mergo github.com/evanphx/json-patch github.com/huandu/xstrings
github.com/iancoleman/strcase github.com/gosimple/slug github.com/nicksnyder/go-i18n/v2
github.com/tidwall/match github.com/tidwall/pretty github.com/stretchr/objx github.com/rogpeppe/go-internal
github.com/felixge/httpsnoop github.com/go-logr/logr github.com/go-logr/stdr github.com/go-logr/zapr
github.com/beorn7/perks github.com/inconshreveable/mousetrap github.com/subosito/gotenv
github.com/magiconair/properties github.com/matttproud/golang_protobuf_extensions github.com/josharian/intern
github.com/twitchyliquid64/golang-asm
`;

/** A seed of well-known names, not a ranking by measurement. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known Go modules',
};
