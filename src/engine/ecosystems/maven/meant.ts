// What somebody meant who wrote coordinates that Maven Central does not have: moved, invented, or part of the JDK.
import type { Meant } from '../../ecosystem.ts';

/** Coordinates without the group that is part of the JDK, or as assistants write them, and what they stand for. */
const moved: Readonly<Record<string, string>> = {
  // Moved or split by their authors.
  'mysql:mysql-connector-j': 'com.mysql:mysql-connector-j',
  'mysql:mysql-connector': 'com.mysql:mysql-connector-j',
  'com.mysql:mysql-connector-java': 'com.mysql:mysql-connector-j',
  'com.mysql.cj:mysql-connector-j': 'com.mysql:mysql-connector-j',
  'org.mysql:mysql-connector-java': 'com.mysql:mysql-connector-j',
  'org.postgresql:postgresql-jdbc': 'org.postgresql:postgresql',
  'postgresql:postgresql-jdbc': 'org.postgresql:postgresql',
  'org.mariadb:mariadb-java-client': 'org.mariadb.jdbc:mariadb-java-client',
  'com.oracle:ojdbc8': 'com.oracle.database.jdbc:ojdbc8',
  'com.oracle:ojdbc6': 'com.oracle.database.jdbc:ojdbc11',
  'com.oracle:ojdbc7': 'com.oracle.database.jdbc:ojdbc11',
  'com.oracle.jdbc:ojdbc8': 'com.oracle.database.jdbc:ojdbc8',
  'com.microsoft.sqlserver:sqljdbc4': 'com.microsoft.sqlserver:mssql-jdbc',
  'org.sqlite:sqlite-jdbc': 'org.xerial:sqlite-jdbc',
  'com.h2:h2': 'com.h2database:h2',
  'org.h2:h2': 'com.h2database:h2',
  'org.h2database:h2': 'com.h2database:h2',
  'com.zaxxer:hikaricp': 'com.zaxxer:HikariCP',
  'com.zaxxer:hikari': 'com.zaxxer:HikariCP',
  'org.apache.log4j:log4j': 'org.apache.logging.log4j:log4j-core',
  'org.apache.log4j:log4j-core': 'org.apache.logging.log4j:log4j-core',
  'org.apache.log4j:log4j-api': 'org.apache.logging.log4j:log4j-api',
  'org.apache.logging:log4j-core': 'org.apache.logging.log4j:log4j-core',
  'log4j:log4j-core': 'org.apache.logging.log4j:log4j-core',
  'log4j:log4j-api': 'org.apache.logging.log4j:log4j-api',
  'log4j:apache-log4j': 'org.apache.logging.log4j:log4j-core',
  'org.slf4j:slf4j': 'org.slf4j:slf4j-api',
  'org.slf4j:slf4j-logback': 'ch.qos.logback:logback-classic',
  'org.logback:logback-classic': 'ch.qos.logback:logback-classic',
  'ch.qos.logback:logback': 'ch.qos.logback:logback-classic',
  'org.apache.commons:commons-io': 'commons-io:commons-io',
  'org.apache.commons:commons-codec': 'commons-codec:commons-codec',
  'org.apache.commons:commons-lang': 'org.apache.commons:commons-lang3',
  'org.apache.commons:commons-collections': 'org.apache.commons:commons-collections4',
  'org.apache.commons:commons-fileupload': 'commons-fileupload:commons-fileupload',
  'org.apache.commons:commons-logging': 'commons-logging:commons-logging',
  'org.apache.commons:commons-beanutils': 'commons-beanutils:commons-beanutils',
  'org.apache.commons:commons-cli': 'commons-cli:commons-cli',
  'org.apache.commons:commons-net': 'commons-net:commons-net',
  'commons-lang:commons-lang3': 'org.apache.commons:commons-lang3',
  'commons-lang3:commons-lang3': 'org.apache.commons:commons-lang3',
  'commons-text:commons-text': 'org.apache.commons:commons-text',
  'commons-csv:commons-csv': 'org.apache.commons:commons-csv',
  'commons-compress:commons-compress': 'org.apache.commons:commons-compress',
  'commons-collections4:commons-collections4': 'org.apache.commons:commons-collections4',
  'org.apache.httpcomponents:httpclient5': 'org.apache.httpcomponents.client5:httpclient5',
  'org.apache.httpcomponents:httpcore5': 'org.apache.httpcomponents.core5:httpcore5',
  'org.apache.http:httpclient': 'org.apache.httpcomponents:httpclient',
  'org.apache.poi:poi-xml': 'org.apache.poi:poi-ooxml',
  'org.apache.pdf:pdfbox': 'org.apache.pdfbox:pdfbox',
  'com.google:gson': 'com.google.code.gson:gson',
  'com.google.gson:gson': 'com.google.code.gson:gson',
  'com.google.code:gson': 'com.google.code.gson:gson',
  'com.google:guava': 'com.google.guava:guava',
  'com.google.code.guava:guava': 'com.google.guava:guava',
  'com.google.common:guava': 'com.google.guava:guava',
  'com.google:guice': 'com.google.inject:guice',
  'com.google:protobuf-java': 'com.google.protobuf:protobuf-java',
  'com.google.findbugs:jsr305': 'com.google.code.findbugs:jsr305',
  'com.google.googlejavaformat:googlejavaformat': 'com.google.googlejavaformat:google-java-format',
  'com.fasterxml.jackson:jackson-databind': 'com.fasterxml.jackson.core:jackson-databind',
  'com.fasterxml.jackson:jackson-core': 'com.fasterxml.jackson.core:jackson-core',
  'com.fasterxml:jackson-databind': 'com.fasterxml.jackson.core:jackson-databind',
  'com.fasterxml.jackson.core:jackson-datatype-jsr310':
    'com.fasterxml.jackson.datatype:jackson-datatype-jsr310',
  'com.fasterxml.jackson.core:jackson-dataformat-yaml':
    'com.fasterxml.jackson.dataformat:jackson-dataformat-yaml',
  'com.fasterxml.jackson.core:jackson-module-kotlin': 'com.fasterxml.jackson.module:jackson-module-kotlin',
  'org.jackson:jackson-databind': 'com.fasterxml.jackson.core:jackson-databind',
  'jackson:jackson-databind': 'com.fasterxml.jackson.core:jackson-databind',
  'org.json:json-simple': 'com.googlecode.json-simple:json-simple',
  'json:json': 'org.json:json',
  'com.squareup.okhttp:okhttp3': 'com.squareup.okhttp3:okhttp',
  'com.squareup.okhttp3:okhttp3': 'com.squareup.okhttp3:okhttp',
  'com.squareup.okhttp3:okhttp-logging-interceptor': 'com.squareup.okhttp3:logging-interceptor',
  'com.squareup.retrofit:retrofit2': 'com.squareup.retrofit2:retrofit',
  'com.squareup.retrofit2:retrofit2': 'com.squareup.retrofit2:retrofit',
  'com.squareup.retrofit2:retrofit-converter-gson': 'com.squareup.retrofit2:converter-gson',
  'com.lombok:lombok': 'org.projectlombok:lombok',
  'org.lombok:lombok': 'org.projectlombok:lombok',
  'lombok:lombok': 'org.projectlombok:lombok',
  'org.junit:junit': 'junit:junit',
  'org.junit.jupiter:junit-jupiter-core': 'org.junit.jupiter:junit-jupiter',
  'org.junit:junit-jupiter': 'org.junit.jupiter:junit-jupiter',
  'junit:junit-jupiter': 'org.junit.jupiter:junit-jupiter',
  'org.junit.platform:junit-jupiter': 'org.junit.jupiter:junit-jupiter',
  'org.mockito:mockito': 'org.mockito:mockito-core',
  'org.mockito:mockito-kotlin': 'org.mockito.kotlin:mockito-kotlin',
  'org.mockito:mockito-jupiter': 'org.mockito:mockito-junit-jupiter',
  'mockito:mockito-core': 'org.mockito:mockito-core',
  'org.assertj:assertj': 'org.assertj:assertj-core',
  'org.hibernate:hibernate': 'org.hibernate.orm:hibernate-core',
  'org.hibernate.orm:hibernate': 'org.hibernate.orm:hibernate-core',
  'org.hibernate:hibernate-validator-engine': 'org.hibernate.validator:hibernate-validator',
  'org.springframework:spring': 'org.springframework:spring-context',
  'org.springframework:spring-mvc': 'org.springframework:spring-webmvc',
  'org.springframework:spring-security-core': 'org.springframework.security:spring-security-core',
  'org.springframework:spring-data-jpa': 'org.springframework.data:spring-data-jpa',
  'org.springframework:spring-boot-starter-web': 'org.springframework.boot:spring-boot-starter-web',
  'org.springframework:spring-boot-starter': 'org.springframework.boot:spring-boot-starter',
  'org.springframework:spring-kafka': 'org.springframework.kafka:spring-kafka',
  'org.springframework:spring-retry': 'org.springframework.retry:spring-retry',
  'org.springframework.boot:spring-boot-starter-jpa': 'org.springframework.boot:spring-boot-starter-data-jpa',
  'org.springframework.boot:spring-boot-starter-redis':
    'org.springframework.boot:spring-boot-starter-data-redis',
  'org.springframework.boot:spring-boot-starter-mongodb':
    'org.springframework.boot:spring-boot-starter-data-mongodb',
  'org.springframework.boot:spring-boot-starter-jwt': 'io.jsonwebtoken:jjwt-api',
  'org.springframework.boot:spring-boot-starter-swagger': 'org.springdoc:springdoc-openapi-starter-webmvc-ui',
  'org.springframework.boot:spring-boot-starter-openapi': 'org.springdoc:springdoc-openapi-starter-webmvc-ui',
  'org.springframework.boot:spring-boot-starter-rest': 'org.springframework.boot:spring-boot-starter-web',
  'org.springframework.boot:spring-boot-starter-retry': 'org.springframework.retry:spring-retry',
  'org.springframework.boot:spring-boot-starter-resilience4j':
    'io.github.resilience4j:resilience4j-spring-boot3',
  'org.springframework.boot:spring-boot-starter-rabbitmq':
    'org.springframework.boot:spring-boot-starter-amqp',
  'org.springframework.cloud:spring-cloud-starter-eureka':
    'org.springframework.cloud:spring-cloud-starter-netflix-eureka-client',
  'org.springframework.cloud:spring-cloud-starter-eureka-client':
    'org.springframework.cloud:spring-cloud-starter-netflix-eureka-client',
  'org.springframework.cloud:spring-cloud-openfeign':
    'org.springframework.cloud:spring-cloud-starter-openfeign',
  'org.springdoc:springdoc-openapi': 'org.springdoc:springdoc-openapi-starter-webmvc-ui',
  'io.swagger:swagger-ui': 'org.springdoc:springdoc-openapi-starter-webmvc-ui',
  'io.swagger:springfox-swagger2': 'io.springfox:springfox-swagger2',
  'io.jsonwebtoken:jjwt-core': 'io.jsonwebtoken:jjwt-impl',
  'com.auth0:jwt': 'com.auth0:java-jwt',
  'io.jwt:java-jwt': 'com.auth0:java-jwt',
  'org.bouncycastle:bcprov': 'org.bouncycastle:bcprov-jdk18on',
  'org.bouncycastle:bcprov-jdk17': 'org.bouncycastle:bcprov-jdk18on',
  'com.amazonaws:aws-sdk': 'software.amazon.awssdk:bom',
  'software.amazon.awssdk:aws-sdk-java-s3': 'software.amazon.awssdk:s3',
  'com.amazonaws:s3': 'software.amazon.awssdk:s3',
  'redis:jedis': 'redis.clients:jedis',
  'org.redis:jedis': 'redis.clients:jedis',
  'io.redis:lettuce-core': 'io.lettuce:lettuce-core',
  'org.mongodb:mongodb-driver-java': 'org.mongodb:mongodb-driver-sync',
  'org.elasticsearch:elasticsearch-java': 'co.elastic.clients:elasticsearch-java',
  'org.jsoup:jsoup-parser': 'org.jsoup:jsoup',
  'jsoup:jsoup': 'org.jsoup:jsoup',
  'org.yaml:snake-yaml': 'org.yaml:snakeyaml',
  'snakeyaml:snakeyaml': 'org.yaml:snakeyaml',
  'io.reactivex:rxjava3': 'io.reactivex.rxjava3:rxjava',
  'io.reactivex.rxjava3:rxjava3': 'io.reactivex.rxjava3:rxjava',
  'org.reactivestreams:reactor-core': 'io.projectreactor:reactor-core',
  'org.kotlin:kotlin-stdlib': 'org.jetbrains.kotlin:kotlin-stdlib',
  'org.jetbrains.kotlin:kotlinx-coroutines-core': 'org.jetbrains.kotlinx:kotlinx-coroutines-core',
  'org.jetbrains.kotlin:kotlinx-serialization-json': 'org.jetbrains.kotlinx:kotlinx-serialization-json',
  'org.selenium:selenium-java': 'org.seleniumhq.selenium:selenium-java',
  'com.opencsv:open-csv': 'com.opencsv:opencsv',
  'com.openai:openai': 'com.openai:openai-java',
  'org.langchain4j:langchain4j': 'dev.langchain4j:langchain4j',
  'com.langchain4j:langchain4j': 'dev.langchain4j:langchain4j',
  'com.anthropic:anthropic-sdk': 'com.anthropic:anthropic-java',
  'javax.mail:javax.mail': 'jakarta.mail:jakarta.mail-api',
  'com.sun.mail:mail': 'com.sun.mail:jakarta.mail',
  'org.apache.maven.plugins:exec-maven-plugin': 'org.codehaus.mojo:exec-maven-plugin',
  'org.apache.maven.plugins:jacoco-maven-plugin': 'org.jacoco:jacoco-maven-plugin',
  'org.apache.maven.plugins:build-helper-maven-plugin': 'org.codehaus.mojo:build-helper-maven-plugin',
  'org.apache.maven.plugins:versions-maven-plugin': 'org.codehaus.mojo:versions-maven-plugin',
  'org.apache.maven.plugins:spotless-maven-plugin': 'com.diffplug.spotless:spotless-maven-plugin',
  'org.apache.maven.plugins:flatten-maven-plugin': 'org.codehaus.mojo:flatten-maven-plugin',
};

/** Groups that Java EE had and Jakarta EE has; the artifact's first word changes with them. */
const jakarta =
  /^javax\.(?:activation|annotation|batch|ejb|el|enterprise|faces|inject|interceptor|jms|json|json\.bind|jws|mail|persistence|resource|security\.enterprise|servlet|servlet\.jsp|transaction|validation|websocket|ws\.rs|xml\.bind|xml\.soap|xml\.ws)$/;
/** Packages of the JDK itself, which no build needs to name. */
const jdk =
  /^(?:java(?:\.[\w.]+)?|javax\.(?:crypto|net|sql|swing|naming|script|management|imageio|print|sound|tools|xml\.parsers|xml\.transform|security\.auth|accessibility|annotation\.processing)|sun|jdk(?:\.[\w.]+)?|com\.sun\.net\.httpserver)$/;
const jdkArtifacts =
  /^java[.-](?:base|util|lang|io|net(?:\.http)?|nio|sql|time|logging|desktop|xml|security|math|text)$/;

/** What coordinates that do not exist stand for, if it is known. */
export function meant(name: string): Meant | undefined {
  const [group = '', artifact = ''] = name.split(':');
  const found = Object.hasOwn(moved, name) ? moved[name] : undefined;
  if (found !== undefined) return { kind: 'package', name: found };
  if (jdk.test(group) || jdkArtifacts.test(artifact)) return { kind: 'standard-library', of: 'the JDK' };
  if (jakarta.test(group)) {
    const renamed = artifact.replace(/^javax\./, 'jakarta.');
    return {
      kind: 'package',
      name: `${group.replace(/^javax/, 'jakarta')}:${renamed.startsWith('jakarta.') ? renamed : `jakarta.${renamed}`}`,
    };
  }
  return undefined;
}
