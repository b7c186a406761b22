// Which artifacts bring the packages of well-known Java and Kotlin libraries.

/** What is known of one prefix of package names. */
export interface Bringer {
  prefix: string;
  /** The usual artifact first, as `group:artifact`. */
  artifacts: readonly string[];
  /** Groups, and beginnings of groups with a `*`, that bring it as well. */
  groups: readonly string[];
  /** True where most larger libraries bring it along. */
  isCarried: boolean;
}

// Written by hand, 2026-11-21, from the documentation of the libraries: prefix, artifact, then groups that bring it as
// well. A `~` marks what other libraries often bring along. Packages that several libraries share are left out.
const table = `
~com.google.common com.google.guava:guava
~com.google.gson com.google.code.gson:gson com.squareup.retrofit2 io.gsonfire
com.google.inject com.google.inject:guice com.google.inject.extensions
~com.google.protobuf com.google.protobuf:protobuf-java io.grpc com.google.cloud com.google.api.grpc
com.google.firebase com.google.firebase:firebase-admin
com.google.zxing com.google.zxing:core
com.google.crypto.tink com.google.crypto.tink:tink
~com.google.errorprone.annotations com.google.errorprone:error_prone_annotations
com.google.auto.value com.google.auto.value:auto-value-annotations com.google.auto.value
~com.fasterxml.jackson.databind com.fasterxml.jackson.core:jackson-databind com.fasterxml.jackson* io.swagger* com.networknt
~com.fasterxml.jackson.core com.fasterxml.jackson.core:jackson-core com.fasterxml.jackson* io.swagger*
~com.fasterxml.jackson.annotation com.fasterxml.jackson.core:jackson-annotations com.fasterxml.jackson* io.swagger*
com.fasterxml.jackson.dataformat.yaml com.fasterxml.jackson.dataformat:jackson-dataformat-yaml io.swagger*
com.fasterxml.jackson.dataformat.xml com.fasterxml.jackson.dataformat:jackson-dataformat-xml
com.fasterxml.jackson.dataformat.csv com.fasterxml.jackson.dataformat:jackson-dataformat-csv
com.fasterxml.jackson.datatype.jsr310 com.fasterxml.jackson.datatype:jackson-datatype-jsr310
com.fasterxml.jackson.module.kotlin com.fasterxml.jackson.module:jackson-module-kotlin
com.alibaba.fastjson com.alibaba:fastjson
com.alibaba.fastjson2 com.alibaba.fastjson2:fastjson2
com.alibaba.druid com.alibaba:druid com.alibaba
com.alibaba.excel com.alibaba:easyexcel
com.squareup.moshi com.squareup.moshi:moshi com.squareup.retrofit2
~okhttp3 com.squareup.okhttp3:okhttp com.squareup.retrofit2 com.squareup.okhttp3
~okio com.squareup.okio:okio com.squareup.okhttp3 com.squareup.moshi
retrofit2 com.squareup.retrofit2:retrofit com.squareup.retrofit2
com.zaxxer.hikari com.zaxxer:HikariCP
com.auth0.jwt com.auth0:java-jwt
io.jsonwebtoken io.jsonwebtoken:jjwt-api io.jsonwebtoken
com.nimbusds.jose com.nimbusds:nimbus-jose-jwt com.nimbusds
com.github.benmanes.caffeine com.github.ben-manes.caffeine:caffeine
com.github.tomakehurst.wiremock org.wiremock:wiremock com.github.tomakehurst
com.jayway.jsonpath com.jayway.jsonpath:json-path io.rest-assured
com.opencsv com.opencsv:opencsv
com.beust.jcommander com.beust:jcommander org.testng
com.typesafe.config com.typesafe:config com.typesafe*
com.rabbitmq.client com.rabbitmq:amqp-client
com.mongodb.client org.mongodb:mongodb-driver-sync org.mongodb
org.bson org.mongodb:bson org.mongodb
com.datastax.oss com.datastax.oss:java-driver-core
com.amazonaws.services.s3 com.amazonaws:aws-java-sdk-s3 com.amazonaws
com.amazonaws.services.lambda.runtime com.amazonaws:aws-lambda-java-core com.amazonaws
software.amazon.awssdk.services.s3 software.amazon.awssdk:s3 software.amazon.awssdk io.awspring*
software.amazon.awssdk.services.dynamodb software.amazon.awssdk:dynamodb software.amazon.awssdk io.awspring*
software.amazon.awssdk.services.sqs software.amazon.awssdk:sqs software.amazon.awssdk io.awspring*
com.azure.storage.blob com.azure:azure-storage-blob com.azure*
com.google.cloud.storage com.google.cloud:google-cloud-storage com.google.cloud
com.stripe com.stripe:stripe-java
com.twilio com.twilio.sdk:twilio
com.itextpdf com.itextpdf:itextpdf com.itextpdf
com.sendgrid com.sendgrid:sendgrid-java
com.slack.api com.slack.api:slack-api-client com.slack.api
com.puppycrawl.tools.checkstyle com.puppycrawl.tools:checkstyle
com.thoughtworks.xstream com.thoughtworks.xstream:xstream
com.esotericsoftware.kryo com.esotericsoftware:kryo
com.hazelcast com.hazelcast:hazelcast
com.querydsl com.querydsl:querydsl-core com.querydsl io.github.openfeign.querydsl
cn.hutool cn.hutool:hutool-all cn.hutool
lombok org.projectlombok:lombok
org.mapstruct org.mapstruct:mapstruct
~org.slf4j org.slf4j:slf4j-api org.slf4j ch.qos.logback org.apache.logging.log4j
ch.qos.logback.classic ch.qos.logback:logback-classic
~ch.qos.logback.core ch.qos.logback:logback-core ch.qos.logback
org.apache.log4j log4j:log4j ch.qos.reload4j org.slf4j org.apache.logging.log4j
~org.apache.logging.log4j org.apache.logging.log4j:log4j-api org.apache.logging.log4j
~org.apache.commons.lang3 org.apache.commons:commons-lang3 org.apache.commons
org.apache.commons.lang. commons-lang:commons-lang
~org.apache.commons.io commons-io:commons-io commons-fileupload
~org.apache.commons.codec commons-codec:commons-codec org.apache.httpcomponents*
~org.apache.commons.collections4 org.apache.commons:commons-collections4
org.apache.commons.collections. commons-collections:commons-collections commons-beanutils
org.apache.commons.csv org.apache.commons:commons-csv
org.apache.commons.text org.apache.commons:commons-text
org.apache.commons.math3 org.apache.commons:commons-math3
org.apache.commons.cli commons-cli:commons-cli
org.apache.commons.compress org.apache.commons:commons-compress org.apache.poi
org.apache.commons.fileupload commons-fileupload:commons-fileupload
org.apache.commons.validator commons-validator:commons-validator
org.apache.commons.net commons-net:commons-net
org.apache.commons.pool2 org.apache.commons:commons-pool2 redis.clients
org.apache.commons.dbcp2 org.apache.commons:commons-dbcp2
org.apache.commons.beanutils commons-beanutils:commons-beanutils commons-validator
org.apache.commons.configuration2 org.apache.commons:commons-configuration2
~org.apache.http. org.apache.httpcomponents:httpclient org.apache.httpcomponents
org.apache.hc.client5 org.apache.httpcomponents.client5:httpclient5
org.apache.kafka.clients org.apache.kafka:kafka-clients org.apache.kafka org.springframework.kafka io.confluent
org.apache.kafka.streams org.apache.kafka:kafka-streams
org.apache.poi org.apache.poi:poi org.apache.poi com.alibaba
org.apache.pdfbox org.apache.pdfbox:pdfbox org.apache.pdfbox org.apache.tika
org.apache.tika org.apache.tika:tika-core org.apache.tika
org.apache.lucene org.apache.lucene:lucene-core org.apache.lucene org.hibernate.search org.elasticsearch
org.apache.velocity org.apache.velocity:velocity-engine-core
org.apache.shiro org.apache.shiro:shiro-core org.apache.shiro
org.apache.avro org.apache.avro:avro org.apache.avro io.confluent
org.apache.zookeeper org.apache.zookeeper:zookeeper org.apache.curator
org.apache.curator org.apache.curator:curator-framework org.apache.curator
org.apache.ibatis org.mybatis:mybatis org.mybatis* com.baomidou
com.baomidou.mybatisplus com.baomidou:mybatis-plus com.baomidou
org.apache.camel org.apache.camel:camel-core org.apache.camel*
org.apache.spark.sql org.apache.spark:spark-sql_2.12 org.apache.spark
org.springframework.web.bind org.springframework:spring-web org.springframework*
org.springframework.jdbc org.springframework:spring-jdbc org.springframework*
org.springframework.security org.springframework.security:spring-security-core org.springframework*
org.springframework.data.jpa org.springframework.data:spring-data-jpa org.springframework*
org.springframework.boot org.springframework.boot:spring-boot org.springframework*
org.hibernate. org.hibernate.orm:hibernate-core org.hibernate* org.springframework.boot io.quarkus
org.flywaydb org.flywaydb:flyway-core org.flywaydb
org.jooq org.jooq:jooq org.jooq
org.jdbi.v3 org.jdbi:jdbi3-core org.jdbi
org.quartz org.quartz-scheduler:quartz org.springframework.boot io.quarkus
org.redisson org.redisson:redisson org.redisson
redis.clients.jedis redis.clients:jedis
io.lettuce.core io.lettuce:lettuce-core
org.elasticsearch.client org.elasticsearch.client:elasticsearch-rest-client org.elasticsearch* co.elastic.clients
org.jsoup org.jsoup:jsoup
org.json. org.json:json com.vaadin.external.google org.springframework.boot
org.yaml.snakeyaml org.yaml:snakeyaml org.springframework* com.fasterxml.jackson.dataformat
org.joda.time joda-time:joda-time com.amazonaws
org.threeten.extra org.threeten:threeten-extra
org.bouncycastle org.bouncycastle:bcprov-jdk18on org.bouncycastle
org.mindrot.jbcrypt org.mindrot:jbcrypt
at.favre.lib.crypto.bcrypt at.favre.lib:bcrypt
org.modelmapper org.modelmapper:modelmapper org.modelmapper*
org.reflections org.reflections:reflections
org.dom4j org.dom4j:dom4j
org.jdom2 org.jdom:jdom2
org.eclipse.jetty.server org.eclipse.jetty:jetty-server org.eclipse.jetty*
org.eclipse.jgit org.eclipse.jgit:org.eclipse.jgit
io.netty io.netty:netty-all io.netty* io.projectreactor* io.grpc io.vertx
io.grpc io.grpc:grpc-api io.grpc
io.vertx.core io.vertx:vertx-core io.vertx io.quarkus
io.reactivex.rxjava3 io.reactivex.rxjava3:rxjava io.reactivex.rxjava3
reactor.core io.projectreactor:reactor-core io.projectreactor* org.springframework*
io.micrometer io.micrometer:micrometer-core io.micrometer org.springframework.boot io.quarkus
io.opentelemetry.api io.opentelemetry:opentelemetry-api io.opentelemetry*
io.prometheus.client io.prometheus:simpleclient io.prometheus
io.github.resilience4j io.github.resilience4j:resilience4j-core io.github.resilience4j
io.minio io.minio:minio
io.javalin io.javalin:javalin
io.swagger.v3.oas.annotations io.swagger.core.v3:swagger-annotations org.springdoc io.swagger.core.v3
io.restassured io.rest-assured:rest-assured io.rest-assured
io.cucumber io.cucumber:cucumber-java io.cucumber
io.fabric8.kubernetes io.fabric8:kubernetes-client io.fabric8
io.kubernetes.client io.kubernetes:client-java io.kubernetes
io.ktor io.ktor:ktor-server-core io.ktor io.ktor.plugin
io.mockk io.mockk:mockk io.mockk com.ninja-squad
io.kotest io.kotest:kotest-assertions-core io.kotest
org.koin io.insert-koin:koin-core io.insert-koin
org.jetbrains.exposed org.jetbrains.exposed:exposed-core org.jetbrains.exposed
kotlinx.coroutines org.jetbrains.kotlinx:kotlinx-coroutines-core org.jetbrains.kotlinx io.ktor androidx.lifecycle androidx.compose*
kotlinx.serialization org.jetbrains.kotlinx:kotlinx-serialization-json org.jetbrains.kotlinx io.ktor
kotlinx.datetime org.jetbrains.kotlinx:kotlinx-datetime
org.junit.jupiter org.junit.jupiter:junit-jupiter org.junit* org.springframework.boot io.quarkus org.testcontainers
org.mockito org.mockito:mockito-core org.mockito* org.springframework.boot io.quarkus org.powermock
org.assertj.core org.assertj:assertj-core org.springframework.boot
org.hamcrest org.hamcrest:hamcrest junit org.springframework.boot io.rest-assured org.awaitility
org.testng org.testng:testng
org.testcontainers org.testcontainers:testcontainers org.testcontainers
org.awaitility org.awaitility:awaitility org.springframework.boot
org.openqa.selenium org.seleniumhq.selenium:selenium-java org.seleniumhq.selenium io.github.bonigarcia com.codeborne
org.powermock org.powermock:powermock-core org.powermock
org.openjdk.jmh org.openjdk.jmh:jmh-core me.champeau.jmh
net.bytebuddy net.bytebuddy:byte-buddy org.mockito* org.hibernate*
net.sf.jsqlparser com.github.jsqlparser:jsqlparser com.baomidou
net.logstash.logback net.logstash.logback:logstash-logback-encoder
picocli info.picocli:picocli info.picocli
feign io.github.openfeign:feign-core io.github.openfeign org.springframework.cloud
graphql com.graphql-java:graphql-java com.graphql* org.springframework.graphql org.springframework.boot
freemarker org.freemarker:freemarker org.springframework.boot
dagger com.google.dagger:dagger com.google.dagger
timber.log com.jakewharton.timber:timber
coil io.coil-kt:coil io.coil-kt*
com.bumptech.glide com.github.bumptech.glide:glide com.github.bumptech.glide
`;

/** By prefix, the longest first. */
export const bringers: readonly Bringer[] = table
  .trim()
  .split('\n')
  .map((line): Bringer => {
    const [written = '', artifact = '', ...groups] = line.split(' ');
    const prefix = written.replace(/^~/, '').replace(/\.$/, '');
    return { prefix, artifacts: [artifact], groups, isCarried: written.startsWith('~') };
  })
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** Groups whose artifacts bring half of the table, so that nothing is said beside them. */
export const platforms =
  /^(?:org\.springframework(?:\.|$)|io\.quarkus|io\.micronaut|io\.dropwizard|io\.helidon|org\.grails|com\.typesafe\.play|org\.apache\.(?:spark|flink|beam|hadoop)|org\.jenkins-ci|com\.android|org\.wildfly|org\.eclipse\.microprofile|jakarta\.platform|com\.vaadin|org\.keycloak)/;
