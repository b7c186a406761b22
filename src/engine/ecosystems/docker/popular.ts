// Well-known images of Docker Hub: the official ones, and those of well-known publishers.

// Written by hand, most used first as far as that is known.
const names = `
nginx alpine ubuntu redis postgres node python mysql busybox mongo httpd debian rabbitmq golang docker registry hello-world
mariadb traefik openjdk php wordpress memcached centos elasticsearch haproxy ruby maven gradle eclipse-temurin amazoncorretto
tomcat influxdb consul vault sonarqube nextcloud ghost jenkins kibana logstash telegraf fedora amazonlinux zookeeper
cassandra caddy composer drupal joomla adminer rust perl nats neo4j solr couchdb couchbase rethinkdb percona phpmyadmin
buildpack-deps archlinux rockylinux almalinux oraclelinux opensuse gcc clojure erlang elixir swift haskell julia groovy
r-base rakudo-star pypy ibmjava ibm-semeru-runtimes sapmachine jetty tomee websphere-liberty open-liberty wildfly
eclipse-mosquitto kong varnish chronograf kapacitor flink spark storm emqx nats-streaming arangodb crate orientdb aerospike
cirros clearlinux clefos mageia photon sl alt backdrop bonita convertigo friendica gazebo geonetwork haxe hylang irssi
lightstreamer liquibase matomo mediawiki mono monica mongo-express odoo phpmyfaq plone postfixadmin redmine ros rocket.chat
satosa silverpeas spiped swipl teamspeak unit xwiki yourls znc notary api-firewall dart bash express-gateway known
docker/compose docker/dockerfile moby/buildkit docker/desktop-kubernetes tonistiigi/binfmt portainer/portainer-ce portainer/agent
bitnami/redis bitnami/postgresql bitnami/mongodb bitnami/mysql bitnami/mariadb bitnami/kafka bitnami/zookeeper bitnami/nginx
bitnami/rabbitmq bitnami/elasticsearch bitnami/kubectl bitnami/minio bitnami/wordpress bitnami/keycloak bitnami/spark
bitnami/redis-cluster bitnami/redis-sentinel bitnami/etcd bitnami/cassandra bitnami/prometheus bitnami/grafana
bitnamilegacy/redis bitnamilegacy/postgresql bitnamilegacy/kafka
grafana/grafana grafana/loki grafana/promtail grafana/tempo grafana/alloy grafana/mimir grafana/agent grafana/k6
prom/prometheus prom/node-exporter prom/alertmanager prom/pushgateway prom/blackbox-exporter prom/mysqld-exporter
prom/statsd-exporter google/cadvisor jaegertracing/all-in-one jaegertracing/jaeger-agent jaegertracing/jaeger-collector
openzipkin/zipkin otel/opentelemetry-collector otel/opentelemetry-collector-contrib fluent/fluentd fluent/fluent-bit
datadog/agent newrelic/infrastructure sentry/sentry getsentry/sentry timberio/vector netdata/netdata
jenkins/jenkins jenkins/inbound-agent jenkins/agent gitlab/gitlab-ce gitlab/gitlab-ee gitlab/gitlab-runner gitea/gitea
drone/drone woodpeckerci/woodpecker-server sonatype/nexus3 jetbrains/teamcity-server argoproj/argocd
confluentinc/cp-kafka confluentinc/cp-zookeeper confluentinc/cp-schema-registry confluentinc/cp-kafka-connect
confluentinc/ksqldb-server apache/kafka apache/airflow apache/superset apache/spark apache/flink apache/nifi apache/druid
apache/activemq-artemis apache/tika apache/hive apache/skywalking-oap-server provectuslabs/kafka-ui redpandadata/redpanda
wurstmeister/kafka wurstmeister/zookeeper
minio/minio minio/mc localstack/localstack amazon/aws-cli amazon/dynamodb-local amazon/aws-lambda-python
google/cloud-sdk hashicorp/terraform hashicorp/vault hashicorp/consul hashicorp/nomad hashicorp/packer pulumi/pulumi
alpine/git alpine/helm alpine/k8s alpine/curl curlimages/curl byrnedo/alpine-curl alpine/socat alpine/openssl
nginxinc/nginx-unprivileged nginx/nginx-ingress nginxproxy/nginx-proxy nginxproxy/acme-companion jwilder/nginx-proxy
envoyproxy/envoy istio/proxyv2 istio/pilot linkerd/proxy cloudflare/cloudflared tailscale/tailscale certbot/certbot
coredns/coredns rancher/rancher rancher/k3s rancher/hyperkube kindest/node calico/node cilium/cilium
flannel/flannel weaveworks/weave-kube bitnami/sealed-secrets-controller velero/velero
elastic/elasticsearch elastic/kibana elastic/filebeat elastic/logstash opensearchproject/opensearch
opensearchproject/opensearch-dashboards getmeili/meilisearch typesense/typesense manticoresearch/manticore
clickhouse/clickhouse-server yandex/clickhouse-server timescale/timescaledb postgis/postgis pgvector/pgvector
supabase/postgres edoburu/pgbouncer dpage/pgadmin4 postgrest/postgrest hasura/graphql-engine cockroachdb/cockroach
scylladb/scylla dgraph/dgraph surrealdb/surrealdb questdb/questdb victoriametrics/victoria-metrics redis/redis-stack
redis/redis-stack-server redis/redisinsight rediscommander/redis-commander valkey/valkey dragonflydb/dragonfly eqalpha/keydb
qdrant/qdrant milvusdb/milvus chromadb/chroma semitechnologies/weaviate
ollama/ollama vllm/vllm-openai huggingface/transformers-pytorch-gpu nvidia/cuda nvidia/cudagl pytorch/pytorch
tensorflow/tensorflow tensorflow/serving jupyter/base-notebook jupyter/scipy-notebook jupyter/datascience-notebook
jupyter/tensorflow-notebook rocker/rstudio rocker/tidyverse rocker/shiny continuumio/miniconda3 continuumio/anaconda3
condaforge/mambaforge condaforge/miniforge3 mambaorg/micromamba langgenius/dify-api langflowai/langflow flowiseai/flowise
n8nio/n8n berriai/litellm
selenium/hub selenium/standalone-chrome selenium/standalone-firefox selenium/node-chrome selenium/node-firefox
browserless/chrome cypress/included cypress/base cypress/browsers mailhog/mailhog axllent/mailpit wiremock/wiremock
mockserver/mockserver testcontainers/ryuk testcontainers/sshd swaggerapi/swagger-ui swaggerapi/swagger-editor
owasp/zap2docker-stable zaproxy/zap-stable aquasec/trivy anchore/grype anchore/syft hadolint/hadolint koalaman/shellcheck
semgrep/semgrep returntocorp/semgrep snyk/snyk trufflesecurity/trufflehog zricethezav/gitleaks bridgecrew/checkov
vaultwarden/server keycloak/keycloak authelia/authelia goauthentik/server oryd/hydra oryd/kratos casbin/casdoor
linuxserver/plex linuxserver/sonarr linuxserver/radarr linuxserver/wireguard linuxserver/swag linuxserver/qbittorrent
linuxserver/jackett linuxserver/transmission linuxserver/code-server jellyfin/jellyfin plexinc/pms-docker
homeassistant/home-assistant pihole/pihole adguard/adguardhome nodered/node-red louislam/uptime-kuma containrrr/watchtower
v2tec/watchtower syncthing/syncthing filebrowser/filebrowser photoprism/photoprism codercom/code-server gitpod/workspace-full
circleci/node circleci/python cimg/node cimg/python cimg/base cimg/go cimg/openjdk cimg/ruby oven/bun denoland/deno
phusion/baseimage phusion/passenger-ruby webdevops/php-nginx webdevops/php-apache serversideup/php dunglas/frankenphp
tiangolo/uvicorn-gunicorn-fastapi tiangolo/uwsgi-nginx-flask frolvlad/alpine-glibc bellsoft/liberica-openjdk-alpine
azul/zulu-openjdk adoptopenjdk/openjdk11 adoptopenjdk/openjdk8 sbtscala/scala-sbt mozilla/sbt clux/muslrust
messense/rust-musl-cross hexpm/elixir cirrusci/flutter instrumentisto/flutter reactnativecommunity/react-native-android
mingc/android-build-box unityci/editor barichello/godot-ci dockcross/linux-x64 multiarch/qemu-user-static
balenalib/raspberry-pi resin/rpi-raspbian eclipse/che rocketchat/rocket.chat mattermost/mattermost-team-edition
matrixdotorg/synapse outline/outline discourse/base atlassian/jira-software atlassian/confluence
microsoft/mssql-server-linux microsoft/azure-cli cznic/knot openresty/openresty haproxytech/haproxy-alpine kong/kong-gateway
tyk/tyk-gateway apache/apisix temporalio/auto-setup temporalio/server temporalio/ui camunda/camunda-bpm-platform
metabase/metabase lightdash/lightdash plausible/analytics umami-software/umami matomo/matomo
atmoz/sftp stilliard/pure-ftpd fauria/vsftpd osixia/openldap bitwarden/self-host mysql/mysql-server mcp/filesystem mcp/github
mcp/fetch mcp/postgres mcp/playwright mcp/sqlite mcp/memory mcp/puppeteer mcp/slack mcp/time
`;

/** Well-known images. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known images',
};
