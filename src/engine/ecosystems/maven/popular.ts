// Well-known artifacts of Maven Central, by group; the most used groups first as far as that is known.

// Written by hand: no npm package carries a ranked list of Maven Central.
const groups = `
junit: junit junit-dep
org.slf4j: slf4j-api slf4j-simple slf4j-log4j12 slf4j-reload4j jcl-over-slf4j jul-to-slf4j log4j-over-slf4j slf4j-jdk14 slf4j-nop
com.google.guava: guava guava-testlib failureaccess listenablefuture
org.scala-lang: scala-library scala-reflect scala-compiler scala3-library_3
org.mockito: mockito-core mockito-junit-jupiter mockito-inline mockito-all mockito-android
org.projectlombok: lombok lombok-mapstruct-binding
com.fasterxml.jackson.core: jackson-databind jackson-core jackson-annotations
org.apache.commons: commons-lang3 commons-collections4 commons-text commons-compress commons-csv commons-math3 commons-pool2 commons-dbcp2 commons-configuration2 commons-exec commons-email commons-jexl3 commons-vfs2 commons-rng-simple commons-imaging
commons-io: commons-io
ch.qos.logback: logback-classic logback-core logback-access
org.jetbrains.kotlin: kotlin-stdlib kotlin-stdlib-jdk8 kotlin-stdlib-jdk7 kotlin-stdlib-common kotlin-reflect kotlin-test kotlin-test-junit kotlin-test-junit5 kotlin-gradle-plugin kotlin-maven-plugin kotlin-script-runtime kotlin-scripting-jvm kotlin-compiler-embeddable kotlin-bom kotlin-allopen kotlin-noarg kotlin-serialization
com.google.code.gson: gson
org.assertj: assertj-core assertj-guava assertj-swing
org.junit.jupiter: junit-jupiter junit-jupiter-api junit-jupiter-engine junit-jupiter-params
org.junit.vintage: junit-vintage-engine
org.junit.platform: junit-platform-launcher junit-platform-engine junit-platform-commons junit-platform-suite junit-platform-runner junit-platform-console
org.junit: junit-bom
org.hamcrest: hamcrest hamcrest-core hamcrest-library hamcrest-all
org.springframework: spring-core spring-context spring-beans spring-web spring-webmvc spring-webflux spring-test spring-jdbc spring-tx spring-orm spring-aop spring-aspects spring-expression spring-context-support spring-messaging spring-websocket spring-jms spring-oxm spring-jcl
org.springframework.boot: spring-boot spring-boot-starter spring-boot-starter-web spring-boot-starter-test spring-boot-starter-data-jpa spring-boot-starter-security spring-boot-starter-actuator spring-boot-starter-validation spring-boot-starter-webflux spring-boot-starter-thymeleaf spring-boot-starter-data-redis spring-boot-starter-data-mongodb spring-boot-starter-jdbc spring-boot-starter-aop spring-boot-starter-amqp spring-boot-starter-cache spring-boot-starter-mail spring-boot-starter-logging spring-boot-starter-log4j2 spring-boot-starter-tomcat spring-boot-starter-jetty spring-boot-starter-undertow spring-boot-starter-json spring-boot-starter-batch spring-boot-starter-quartz spring-boot-starter-websocket spring-boot-starter-freemarker spring-boot-starter-oauth2-client spring-boot-starter-oauth2-resource-server spring-boot-starter-data-elasticsearch spring-boot-starter-data-rest spring-boot-starter-hateoas spring-boot-starter-integration spring-boot-starter-graphql spring-boot-starter-parent spring-boot-dependencies spring-boot-autoconfigure spring-boot-configuration-processor spring-boot-devtools spring-boot-maven-plugin spring-boot-gradle-plugin spring-boot-test spring-boot-test-autoconfigure spring-boot-actuator spring-boot-actuator-autoconfigure spring-boot-testcontainers spring-boot-docker-compose spring-boot-loader
org.springframework.security: spring-security-core spring-security-web spring-security-config spring-security-test spring-security-crypto spring-security-oauth2-client spring-security-oauth2-jose spring-security-oauth2-resource-server spring-security-ldap spring-security-saml2-service-provider
org.springframework.data: spring-data-jpa spring-data-commons spring-data-redis spring-data-mongodb spring-data-elasticsearch spring-data-rest-webmvc spring-data-jdbc
org.springframework.cloud: spring-cloud-dependencies spring-cloud-starter-config spring-cloud-starter-netflix-eureka-client spring-cloud-starter-netflix-eureka-server spring-cloud-starter-openfeign spring-cloud-starter-gateway spring-cloud-starter-bootstrap spring-cloud-starter-loadbalancer spring-cloud-config-server spring-cloud-stream spring-cloud-starter-kubernetes-client spring-cloud-starter-sleuth spring-cloud-contract-wiremock
org.springframework.kafka: spring-kafka spring-kafka-test
org.springframework.batch: spring-batch-core spring-batch-test
org.springframework.amqp: spring-rabbit spring-amqp
org.springframework.retry: spring-retry
org.springframework.session: spring-session-data-redis spring-session-jdbc
org.springframework.integration: spring-integration-core
org.springframework.ai: spring-ai-bom spring-ai-core spring-ai-openai-spring-boot-starter spring-ai-starter-model-openai
javax.servlet: javax.servlet-api servlet-api jstl
jakarta.servlet: jakarta.servlet-api
jakarta.persistence: jakarta.persistence-api
jakarta.validation: jakarta.validation-api
jakarta.annotation: jakarta.annotation-api
jakarta.inject: jakarta.inject-api
jakarta.ws.rs: jakarta.ws.rs-api
jakarta.xml.bind: jakarta.xml.bind-api
jakarta.platform: jakarta.jakartaee-api jakarta.jakartaee-web-api
jakarta.activation: jakarta.activation-api
jakarta.mail: jakarta.mail-api
jakarta.json: jakarta.json-api
jakarta.transaction: jakarta.transaction-api
jakarta.enterprise: jakarta.enterprise.cdi-api
javax.inject: javax.inject
javax.annotation: javax.annotation-api jsr250-api
javax.validation: validation-api
javax.persistence: javax.persistence-api
javax.xml.bind: jaxb-api
javax.ws.rs: javax.ws.rs-api
javax.mail: mail javax.mail-api
javax.activation: activation javax.activation-api
javax: javaee-api javaee-web-api
org.apache.httpcomponents: httpclient httpcore httpmime httpasyncclient fluent-hc
org.apache.httpcomponents.client5: httpclient5 httpclient5-fluent
org.apache.httpcomponents.core5: httpcore5
com.squareup.okhttp3: okhttp logging-interceptor mockwebserver okhttp-tls okhttp-bom okhttp-sse
com.squareup.okhttp: okhttp okhttp-urlconnection mockwebserver
com.squareup.retrofit: retrofit
com.squareup.retrofit2: retrofit converter-gson converter-jackson converter-moshi converter-scalars adapter-rxjava2 adapter-rxjava3
com.squareup.okio: okio
com.squareup.moshi: moshi moshi-kotlin moshi-kotlin-codegen
com.squareup: javapoet kotlinpoet
com.squareup.leakcanary: leakcanary-android
com.squareup.picasso: picasso
org.apache.logging.log4j: log4j-core log4j-api log4j-slf4j-impl log4j-slf4j2-impl log4j-jcl log4j-web log4j-1.2-api log4j-jul log4j-to-slf4j log4j-bom log4j-layout-template-json
log4j: log4j
ch.qos.reload4j: reload4j
commons-codec: commons-codec
commons-logging: commons-logging
commons-lang: commons-lang
commons-collections: commons-collections
commons-beanutils: commons-beanutils
commons-cli: commons-cli
commons-fileupload: commons-fileupload
commons-net: commons-net
commons-validator: commons-validator
commons-configuration: commons-configuration
commons-dbcp: commons-dbcp
commons-pool: commons-pool
commons-digester: commons-digester
commons-httpclient: commons-httpclient
com.fasterxml.jackson.datatype: jackson-datatype-jsr310 jackson-datatype-jdk8 jackson-datatype-joda jackson-datatype-guava jackson-datatype-hibernate5
com.fasterxml.jackson.dataformat: jackson-dataformat-xml jackson-dataformat-yaml jackson-dataformat-csv jackson-dataformat-cbor jackson-dataformat-smile jackson-dataformat-toml jackson-dataformat-avro jackson-dataformat-properties
com.fasterxml.jackson.module: jackson-module-kotlin jackson-module-scala_2.13 jackson-module-parameter-names jackson-module-jaxb-annotations jackson-module-afterburner jackson-module-blackbird
com.fasterxml.jackson: jackson-bom
com.fasterxml.jackson.jaxrs: jackson-jaxrs-json-provider jackson-jaxrs-base
com.fasterxml.woodstox: woodstox-core
com.fasterxml: classmate aalto-xml
org.hibernate: hibernate-core hibernate-entitymanager hibernate-c3p0
org.hibernate.orm: hibernate-core hibernate-envers hibernate-jpamodelgen hibernate-hikaricp
org.hibernate.validator: hibernate-validator hibernate-validator-annotation-processor
org.hibernate.search: hibernate-search-mapper-orm
com.h2database: h2
org.hsqldb: hsqldb
mysql: mysql-connector-java
com.mysql: mysql-connector-j
org.postgresql: postgresql r2dbc-postgresql
org.mariadb.jdbc: mariadb-java-client
com.microsoft.sqlserver: mssql-jdbc
com.oracle.database.jdbc: ojdbc8 ojdbc11 ojdbc10 ucp
org.xerial: sqlite-jdbc
org.xerial.snappy: snappy-java
org.apache.derby: derby derbyclient
com.zaxxer: HikariCP
com.mchange: c3p0
com.alibaba: fastjson druid druid-spring-boot-starter easyexcel transmittable-thread-local nacos-client
com.alibaba.fastjson2: fastjson2
org.mybatis: mybatis mybatis-spring
org.mybatis.spring.boot: mybatis-spring-boot-starter
com.baomidou: mybatis-plus-boot-starter mybatis-plus
org.flywaydb: flyway-core flyway-mysql flyway-database-postgresql
org.liquibase: liquibase-core liquibase-maven-plugin
org.jooq: jooq jooq-meta jooq-codegen joor
com.querydsl: querydsl-jpa querydsl-apt querydsl-core
org.jdbi: jdbi3-core jdbi3-sqlobject
org.mapstruct: mapstruct mapstruct-processor
org.modelmapper: modelmapper
io.netty: netty-all netty-handler netty-buffer netty-common netty-transport netty-codec netty-codec-http netty-codec-http2 netty-resolver netty-transport-native-epoll netty-tcnative-boringssl-static netty-bom
io.projectreactor: reactor-core reactor-test reactor-tools
io.projectreactor.netty: reactor-netty reactor-netty-http
io.reactivex.rxjava2: rxjava rxandroid rxkotlin
io.reactivex.rxjava3: rxjava rxandroid rxkotlin
io.reactivex: rxjava
org.reactivestreams: reactive-streams
joda-time: joda-time
org.threeten: threetenbp threeten-extra
org.yaml: snakeyaml
org.json: json
com.jayway.jsonpath: json-path json-path-assert
net.minidev: json-smart
com.googlecode.json-simple: json-simple
org.glassfish: javax.json jakarta.el
org.glassfish.jersey.core: jersey-server jersey-client jersey-common
org.glassfish.jersey.containers: jersey-container-servlet jersey-container-grizzly2-http
org.glassfish.jersey.media: jersey-media-json-jackson jersey-media-multipart
org.glassfish.jersey.inject: jersey-hk2
org.glassfish.jaxb: jaxb-runtime
com.sun.xml.bind: jaxb-impl jaxb-core
com.sun.mail: javax.mail jakarta.mail
org.eclipse.angus: angus-mail angus-activation
org.jboss.resteasy: resteasy-client resteasy-jaxrs resteasy-core
org.apache.cxf: cxf-rt-frontend-jaxws cxf-rt-transports-http cxf-rt-frontend-jaxrs cxf-core
org.eclipse.jetty: jetty-server jetty-servlet jetty-util jetty-http jetty-webapp jetty-client jetty-io
org.apache.tomcat.embed: tomcat-embed-core tomcat-embed-jasper tomcat-embed-websocket tomcat-embed-el
org.apache.tomcat: tomcat-jdbc tomcat-catalina tomcat-annotations-api
io.undertow: undertow-core undertow-servlet
org.apache.poi: poi poi-ooxml poi-scratchpad poi-ooxml-schemas
com.itextpdf: itextpdf itext7-core kernel layout html2pdf
org.apache.pdfbox: pdfbox fontbox
net.sf.jasperreports: jasperreports
com.github.librepdf: openpdf
org.apache.tika: tika-core tika-parsers
org.jsoup: jsoup
org.dom4j: dom4j
dom4j: dom4j
jaxen: jaxen
org.jdom: jdom2
xerces: xercesImpl
xalan: xalan
xml-apis: xml-apis
com.thoughtworks.xstream: xstream
net.sf.ehcache: ehcache
org.ehcache: ehcache
com.github.ben-manes.caffeine: caffeine guava jcache
com.hazelcast: hazelcast
redis.clients: jedis
io.lettuce: lettuce-core
org.redisson: redisson redisson-spring-boot-starter
org.mongodb: mongodb-driver-sync mongo-java-driver bson mongodb-driver-core mongodb-driver-reactivestreams
com.datastax.oss: java-driver-core
com.datastax.cassandra: cassandra-driver-core
org.neo4j.driver: neo4j-java-driver
org.elasticsearch.client: elasticsearch-rest-high-level-client elasticsearch-rest-client
org.elasticsearch: elasticsearch
co.elastic.clients: elasticsearch-java
org.opensearch.client: opensearch-java opensearch-rest-high-level-client
org.apache.lucene: lucene-core lucene-queryparser lucene-analyzers-common
org.apache.solr: solr-solrj
org.apache.kafka: kafka-clients kafka_2.13 kafka-streams connect-api connect-json
io.confluent: kafka-avro-serializer
com.rabbitmq: amqp-client
org.apache.activemq: activemq-client activemq-broker activemq-all artemis-jms-client
org.apache.pulsar: pulsar-client
org.apache.zookeeper: zookeeper
org.apache.curator: curator-framework curator-recipes curator-test
org.apache.avro: avro avro-maven-plugin
org.apache.parquet: parquet-avro parquet-hadoop
org.apache.hadoop: hadoop-client hadoop-common hadoop-hdfs hadoop-aws
org.apache.hive: hive-jdbc hive-exec
org.apache.hbase: hbase-client
org.apache.spark: spark-core_2.12 spark-sql_2.12 spark-core_2.13 spark-sql_2.13 spark-streaming_2.12 spark-mllib_2.12 spark-hive_2.12
org.apache.flink: flink-java flink-streaming-java flink-clients flink-core
org.apache.beam: beam-sdks-java-core
org.apache.camel: camel-core camel-spring-boot-starter
org.apache.shiro: shiro-core shiro-web shiro-spring
org.apache.struts: struts2-core
org.apache.velocity: velocity-engine-core velocity
org.apache.thrift: libthrift
org.apache.ant: ant
org.apache.groovy: groovy groovy-all groovy-json
org.codehaus.groovy: groovy groovy-all groovy-json
org.apache.maven: maven-core maven-plugin-api maven-artifact maven-model
org.apache.maven.plugin-tools: maven-plugin-annotations
org.apache.maven.plugins: maven-compiler-plugin maven-surefire-plugin maven-failsafe-plugin maven-jar-plugin maven-shade-plugin maven-assembly-plugin maven-source-plugin maven-javadoc-plugin maven-resources-plugin maven-clean-plugin maven-deploy-plugin maven-install-plugin maven-site-plugin maven-war-plugin maven-dependency-plugin maven-enforcer-plugin maven-release-plugin maven-gpg-plugin maven-checkstyle-plugin maven-pmd-plugin maven-antrun-plugin maven-plugin-plugin maven-project-info-reports-plugin maven-ear-plugin maven-jxr-plugin maven-archetype-plugin maven-toolchains-plugin maven-help-plugin
org.codehaus.mojo: build-helper-maven-plugin exec-maven-plugin versions-maven-plugin flatten-maven-plugin buildnumber-maven-plugin license-maven-plugin properties-maven-plugin animal-sniffer-maven-plugin animal-sniffer-annotations sonar-maven-plugin
org.codehaus.plexus: plexus-utils plexus-container-default
org.jacoco: jacoco-maven-plugin org.jacoco.agent org.jacoco.core
org.sonatype.plugins: nexus-staging-maven-plugin
org.sonatype.central: central-publishing-maven-plugin
com.github.spotbugs: spotbugs spotbugs-annotations spotbugs-maven-plugin
com.google.code.findbugs: jsr305 annotations findbugs
com.puppycrawl.tools: checkstyle
com.diffplug.spotless: spotless-maven-plugin spotless-plugin-gradle
com.google.errorprone: error_prone_annotations error_prone_core
com.google.inject: guice
com.google.dagger: dagger dagger-compiler hilt-android hilt-compiler hilt-android-gradle-plugin
com.google.auto.value: auto-value auto-value-annotations
com.google.auto.service: auto-service
com.google.protobuf: protobuf-java protobuf-java-util protobuf-javalite protobuf-kotlin protoc
com.google.truth: truth
com.google.zxing: core javase
com.google.api-client: google-api-client
com.google.http-client: google-http-client google-http-client-jackson2
com.google.oauth-client: google-oauth-client google-oauth-client-jetty
com.google.auth: google-auth-library-oauth2-http
com.google.cloud: google-cloud-storage google-cloud-bigquery google-cloud-pubsub libraries-bom google-cloud-core google-cloud-firestore
com.google.firebase: firebase-admin
com.google.j2objc: j2objc-annotations
com.google.cloud.tools: jib-maven-plugin
com.googlecode.libphonenumber: libphonenumber
com.googlecode.owasp-java-html-sanitizer: owasp-java-html-sanitizer
org.owasp.encoder: encoder
org.owasp.esapi: esapi
org.owasp: dependency-check-maven
io.grpc: grpc-netty-shaded grpc-protobuf grpc-stub grpc-netty grpc-core grpc-api grpc-okhttp grpc-testing grpc-bom protoc-gen-grpc-java
com.amazonaws: aws-java-sdk aws-java-sdk-s3 aws-java-sdk-core aws-java-sdk-dynamodb aws-java-sdk-sqs aws-java-sdk-sns aws-lambda-java-core aws-lambda-java-events aws-java-sdk-bom aws-java-sdk-sts
software.amazon.awssdk: bom s3 sdk-core dynamodb dynamodb-enhanced sqs sns secretsmanager lambda sts auth regions url-connection-client netty-nio-client apache-client ssm kms ses
com.azure: azure-storage-blob azure-identity azure-core azure-security-keyvault-secrets azure-cosmos azure-sdk-bom azure-messaging-servicebus azure-messaging-eventhubs
com.microsoft.azure: msal4j applicationinsights-core
com.microsoft.graph: microsoft-graph
org.bouncycastle: bcprov-jdk18on bcpkix-jdk18on bcprov-jdk15on bcpkix-jdk15on bcpg-jdk18on bcutil-jdk18on bcprov-jdk15to18 bcmail-jdk18on
io.jsonwebtoken: jjwt jjwt-api jjwt-impl jjwt-jackson
com.auth0: java-jwt jwks-rsa auth0
com.nimbusds: nimbus-jose-jwt oauth2-oidc-sdk
org.keycloak: keycloak-admin-client keycloak-core keycloak-spring-boot-starter
org.pac4j: pac4j-core
org.mindrot: jbcrypt
com.password4j: password4j
org.jasypt: jasypt
com.github.ulisesbocchio: jasypt-spring-boot-starter
io.micrometer: micrometer-core micrometer-registry-prometheus micrometer-tracing micrometer-tracing-bridge-brave micrometer-tracing-bridge-otel micrometer-observation
io.prometheus: simpleclient simpleclient_hotspot simpleclient_common
io.dropwizard.metrics: metrics-core metrics-jvm
io.dropwizard: dropwizard-core
io.opentelemetry: opentelemetry-api opentelemetry-sdk opentelemetry-exporter-otlp opentelemetry-bom opentelemetry-context
io.opentracing: opentracing-api
io.sentry: sentry sentry-logback sentry-spring-boot-starter sentry-android
net.logstash.logback: logstash-logback-encoder
io.github.resilience4j: resilience4j-spring-boot2 resilience4j-spring-boot3 resilience4j-circuitbreaker resilience4j-all resilience4j-retry
io.github.openfeign: feign-core feign-okhttp feign-jackson
io.github.bonigarcia: webdrivermanager
com.netflix.hystrix: hystrix-core
io.swagger.core.v3: swagger-annotations swagger-core swagger-models
io.swagger: swagger-annotations swagger-core
io.swagger.parser.v3: swagger-parser
io.springfox: springfox-swagger2 springfox-swagger-ui springfox-boot-starter
org.springdoc: springdoc-openapi-ui springdoc-openapi-starter-webmvc-ui springdoc-openapi-starter-webflux-ui
org.openapitools: openapi-generator-maven-plugin openapi-generator jackson-databind-nullable
com.graphql-java: graphql-java graphql-java-tools
io.vertx: vertx-core vertx-web vertx-web-client vertx-lang-kotlin
io.quarkus: quarkus-bom quarkus-resteasy quarkus-arc quarkus-junit5 quarkus-maven-plugin quarkus-hibernate-orm-panache
io.micronaut: micronaut-inject micronaut-http-client micronaut-http-server-netty micronaut-inject-java micronaut-bom
io.javalin: javalin
com.sparkjava: spark-core
org.eclipse.microprofile: microprofile
io.smallrye.reactive: mutiny
io.ktor: ktor-server-core ktor-server-netty ktor-client-core ktor-client-cio ktor-client-okhttp ktor-serialization-kotlinx-json ktor-client-content-negotiation ktor-server-content-negotiation ktor-server-auth
org.jetbrains.kotlinx: kotlinx-coroutines-core kotlinx-coroutines-android kotlinx-coroutines-test kotlinx-coroutines-reactor kotlinx-coroutines-jdk8 kotlinx-serialization-json kotlinx-serialization-core kotlinx-datetime kotlinx-collections-immutable kotlinx-html-jvm
org.jetbrains.exposed: exposed-core exposed-jdbc exposed-dao
org.jetbrains: annotations
com.intellij: annotations
io.insert-koin: koin-core koin-android
io.mockk: mockk mockk-android
io.kotest: kotest-runner-junit5 kotest-assertions-core kotest-property
io.arrow-kt: arrow-core
com.github.bumptech.glide: glide
io.coil-kt: coil coil-compose
com.jakewharton.timber: timber
com.jakewharton: butterknife
com.airbnb.android: lottie
org.robolectric: robolectric
org.testng: testng
org.testcontainers: testcontainers junit-jupiter postgresql mysql kafka localstack mongodb testcontainers-bom
org.awaitility: awaitility awaitility-kotlin
org.wiremock: wiremock wiremock-standalone
com.github.tomakehurst: wiremock wiremock-jre8
org.mock-server: mockserver-netty mockserver-client-java
io.rest-assured: rest-assured json-path json-schema-validator
org.seleniumhq.selenium: selenium-java selenium-api selenium-chrome-driver selenium-support
com.codeborne: selenide
com.microsoft.playwright: playwright
io.appium: java-client
io.cucumber: cucumber-java cucumber-junit cucumber-spring cucumber-core cucumber-junit-platform-engine
org.spockframework: spock-core spock-spring
org.easymock: easymock
org.powermock: powermock-api-mockito2 powermock-module-junit4 powermock-core
org.skyscreamer: jsonassert
org.xmlunit: xmlunit-core
net.jqwik: jqwik
com.tngtech.archunit: archunit archunit-junit5
org.openjdk.jmh: jmh-core jmh-generator-annprocess
com.github.javafaker: javafaker
net.datafaker: datafaker
org.dbunit: dbunit
org.concordion: concordion
org.scalatest: scalatest_2.12 scalatest_2.13 scalatest_3
org.typelevel: cats-core_2.13 cats-effect_2.13
com.typesafe: config
com.typesafe.akka: akka-actor_2.13 akka-stream_2.13 akka-http_2.13
com.typesafe.play: play_2.13 play-json_2.13
com.typesafe.scala-logging: scala-logging_2.13
dev.zio: zio_2.13 zio_3
io.circe: circe-core_2.13 circe-generic_2.13 circe-parser_2.13
org.clojure: clojure core.async tools.logging data.json clojurescript
ring: ring-core
org.ow2.asm: asm asm-commons asm-util asm-tree
net.bytebuddy: byte-buddy byte-buddy-agent
org.javassist: javassist
cglib: cglib cglib-nodep
org.aspectj: aspectjweaver aspectjrt aspectjtools
aopalliance: aopalliance
org.reflections: reflections
io.github.classgraph: classgraph
org.objenesis: objenesis
com.esotericsoftware: kryo kryo-shaded
net.java.dev.jna: jna jna-platform
org.fusesource.jansi: jansi
info.picocli: picocli picocli-codegen
com.beust: jcommander
net.sf.jopt-simple: jopt-simple
args4j: args4j
org.jline: jline
org.antlr: antlr4 antlr4-runtime antlr-runtime stringtemplate
org.freemarker: freemarker
org.thymeleaf: thymeleaf thymeleaf-spring5 thymeleaf-spring6
org.thymeleaf.extras: thymeleaf-extras-springsecurity6
com.github.spullara.mustache.java: compiler
com.github.jknack: handlebars
org.webjars: bootstrap jquery
org.quartz-scheduler: quartz quartz-jobs
net.javacrumbs.shedlock: shedlock-spring
org.jobrunr: jobrunr
com.github.kagkarlsson: db-scheduler
io.vavr: vavr
org.eclipse.collections: eclipse-collections eclipse-collections-api
it.unimi.dsi: fastutil
net.openhft: chronicle-queue
org.agrona: agrona
com.lmax: disruptor
org.jctools: jctools-core
cn.hutool: hutool-all hutool-core
com.github.pagehelper: pagehelper pagehelper-spring-boot-starter
com.xuxueli: xxl-job-core
org.apache.dubbo: dubbo dubbo-spring-boot-starter
org.apache.rocketmq: rocketmq-client rocketmq-spring-boot-starter
org.apache.skywalking: apm-toolkit-trace
com.github.docker-java: docker-java
io.fabric8: kubernetes-client docker-maven-plugin
io.kubernetes: client-java
com.spotify: docker-client
com.github.eirslett: frontend-maven-plugin
org.eclipse.jgit: org.eclipse.jgit
org.kohsuke: github-api
com.jcraft: jsch
com.github.mwiede: jsch
com.hierynomus: sshj
org.apache.sshd: sshd-core
org.apache.mina: mina-core
org.apache.xmlgraphics: batik-transcoder fop
org.apache.santuario: xmlsec
org.opensaml: opensaml-core
org.ldaptive: ldaptive
com.unboundid: unboundid-ldapsdk
org.snmp4j: snmp4j
com.opencsv: opencsv
net.sourceforge.pmd: pmd-java
com.univocity: univocity-parsers
org.locationtech.jts: jts-core
org.geotools: gt-main
org.openjfx: javafx-controls javafx-fxml javafx-graphics javafx-base javafx-maven-plugin
com.formdev: flatlaf
org.lwjgl: lwjgl lwjgl-glfw lwjgl-opengl
com.badlogicgames.gdx: gdx
net.dv8tion: JDA
org.telegram: telegrambots
com.slack.api: bolt slack-api-client
com.stripe: stripe-java
com.paypal.sdk: checkout-sdk
com.twilio.sdk: twilio
com.sendgrid: sendgrid-java
com.theokanning.openai-gpt3-java: service
com.openai: openai-java
com.anthropic: anthropic-java
dev.langchain4j: langchain4j langchain4j-open-ai langchain4j-spring-boot-starter
org.deeplearning4j: deeplearning4j-core
org.nd4j: nd4j-native-platform
org.tensorflow: tensorflow-core-platform tensorflow
ai.djl: api
edu.stanford.nlp: stanford-corenlp
org.apache.opennlp: opennlp-tools
nz.ac.waikato.cms.weka: weka-stable
com.bucket4j: bucket4j-core
com.github.vladimir-bukhtoyarov: bucket4j-core
org.jgrapht: jgrapht-core
org.jfree: jfreechart
net.coobird: thumbnailator
org.im4java: im4java
org.imgscalr: imgscalr-lib
com.drewnoakes: metadata-extractor
com.twelvemonkeys.imageio: imageio-jpeg
com.maxmind.geoip2: geoip2
com.ibm.icu: icu4j
com.github.oshi: oshi-core
com.vladmihalcea: hibernate-types-52
io.hypersistence: hypersistence-utils-hibernate-63
javax.cache: cache-api
javax.json: javax.json-api
javax.transaction: javax.transaction-api jta
javax.enterprise: cdi-api
javax.el: javax.el-api
javax.jms: javax.jms-api
javax.websocket: javax.websocket-api
javax.money: money-api
org.javamoney: moneta
org.wildfly.swarm: jaxrs
org.jboss.logging: jboss-logging
org.jboss.weld.se: weld-se-core
org.infinispan: infinispan-core
org.ehcache.modules: ehcache-core
org.codehaus.jackson: jackson-mapper-asl jackson-core-asl
org.codehaus.janino: janino
org.mvel: mvel2
org.drools: drools-core
org.kie: kie-api
org.camunda.bpm.springboot: camunda-bpm-spring-boot-starter
org.activiti: activiti-spring-boot-starter
org.flowable: flowable-spring-boot-starter
de.codecentric: spring-boot-admin-starter-server spring-boot-admin-starter-client
com.vaadin: vaadin-spring-boot-starter
org.primefaces: primefaces
org.apache.wicket: wicket-core
com.google.gwt: gwt-user
org.tukaani: xz
com.github.luben: zstd-jni
org.lz4: lz4-java
org.brotli: dec
net.lingala.zip4j: zip4j
org.zeroturnaround: zt-zip zt-exec
me.tongfei: progressbar
de.siegmar: fastcsv
one.util: streamex
com.github.f4b6a3: uuid-creator
com.aventrix.jnanoid: jnanoid
org.passay: passay
dev.samstevens.totp: totp
com.warrenstrange: googleauth
com.yubico: webauthn-server-core
org.apache.pekko: pekko-actor-typed_2.13
org.bytedeco: javacv javacpp
org.openpnp: opencv
com.diffplug.durian: durian-core
org.immutables: value
com.google.jimfs: jimfs
com.github.seancfoley: ipaddress
com.eatthepath: pushy
`;

const names = groups
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [group = '', artifacts = ''] = line.split(': ');
    return artifacts.split(' ').map((artifact) => `${group}:${artifact}`);
  });

/** A seed of well-known artifacts as `group:artifact`; those near the end are in no certain order. */
export const popular = {
  names: names as readonly string[],
  asOf: '2026-11-21',
  source: "LangGuard's own seed of Maven Central",
};
