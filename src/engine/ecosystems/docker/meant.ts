// What somebody meant who wrote an image that Docker Hub does not have.
import type { Meant } from '../../ecosystem.ts';

// Written by hand, 2026-11-21.
const others = new Map(
  Object.entries({
    nodejs: 'node',
    'node-js': 'node',
    python3: 'python',
    go: 'golang',
    java: 'eclipse-temurin',
    jdk: 'eclipse-temurin',
    postgresql: 'postgres',
    pg: 'postgres',
    mongodb: 'mongo',
    'mongo-db': 'mongo',
    rabbit: 'rabbitmq',
    'rabbit-mq': 'rabbitmq',
    apache: 'httpd',
    'apache/httpd': 'httpd',
    dotnet: 'mcr.microsoft.com/dotnet/sdk',
    'microsoft/dotnet': 'mcr.microsoft.com/dotnet/sdk',
    'google/distroless': 'gcr.io/distroless/static',
    'elastic/elasticsearch': 'elasticsearch',
    kafka: 'apache/kafka',
    'apache/airflow-webserver': 'apache/airflow',
    prometheus: 'prom/prometheus',
    grafana: 'grafana/grafana',
    minio: 'minio/minio',
    jenkins: 'jenkins/jenkins',
    keycloak: 'quay.io/keycloak/keycloak',
    cuda: 'nvidia/cuda',
    pytorch: 'pytorch/pytorch',
    tensorflow: 'tensorflow/tensorflow',
    selenium: 'selenium/standalone-chrome',
    playwright: 'mcr.microsoft.com/playwright',
  }),
);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const other = others.get(name.toLowerCase());
  return other === undefined ? undefined : { kind: 'package', name: other };
}
