// Tests of the readers of Maven, Gradle, sbt and Ivy files, of the registry's answer and of what was meant.
import { describe, expect, test } from 'vitest';
import { maven } from './index.ts';

/** What a text says, one line for each dependency: place, name, requirement, version, scope. */
function read(path: string, text: string): string[] {
  const lines = text.split('\n');
  return maven.parse(path, text).dependencies.map((one) => {
    const written = lines[one.line - 1]?.slice(one.column - 1, one.endColumn - 1);
    const from = one.source === 'registry' ? '' : ` from ${one.source}`;
    return `${one.line} ${written} ${one.name} ${one.requirement ?? 'any'} = ${one.version ?? '?'} ${one.scope}${from}`;
  });
}

describe('pom.xml', () => {
  const pom = `<?xml version="1.0"?>
<!DOCTYPE project [<!ENTITY x "y">]>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.1.0</version>
  </parent>
  <groupId>com.acme.shop</groupId>
  <artifactId>web</artifactId>
  <version>1.0-SNAPSHOT</version>
  <properties><jackson.version>2.15.\${patch}</jackson.version><patch>2</patch><loop>\${loop}</loop></properties>
  <dependencyManagement><dependencies>
    <dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId><version>31.1-jre</version></dependency>
    <dependency><groupId>a</groupId><artifactId>bom</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <!-- <dependency><groupId>no</groupId><artifactId>no</artifactId></dependency> -->
    <dependency>
      <groupId>com.fasterxml.jackson.core</groupId>
      <artifactId>jackson-databind</artifactId>
      <version>\${jackson.version}</version>
      <exclusions><exclusion><groupId>x</groupId><artifactId>y</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>core</artifactId><version>\${project.version}</version></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>[4.11,5)</version><scope>test</scope></dependency>
    <dependency><groupId>o</groupId><artifactId>p</artifactId><version>\${elsewhere}</version><optional>true</optional></dependency>
    <dependency><groupId>s</groupId><artifactId>t</artifactId><version>1</version><scope>system</scope><systemPath>lib/t.jar</systemPath></dependency>
    <dependency><groupId>l</groupId><artifactId>m</artifactId><version>\${loop}</version></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>3.3.0</version><configuration><annotationProcessorPaths><path><groupId>g</groupId><artifactId>h</artifactId><version>4</version></path></annotationProcessorPaths></configuration>
    <dependencies><dependency><groupId>q</groupId><artifactId>r</artifactId><version>1</version></dependency></dependencies></plugin></plugins>
    <extensions><extension><groupId>e</groupId><artifactId>f</artifactId><version>2</version></extension></extensions></build>
  <profiles><profile><dependencies><dependency><groupId>v</groupId><artifactId>w</artifactId><version>3</version></dependency></dependencies></profile></profiles>
  <repositories><repository><url>https://repo.maven.apache.org/maven2</url></repository><repository><url>https://nexus.acme.example/m2</url></repository></repositories>
</project>`;

  test('every kind of entry, with properties of the same file', () => {
    expect(read('pom.xml', pom)).toEqual([
      '6 <artifactId>spring-boot-starter-parent</artifactId> org.springframework.boot:spring-boot-starter-parent 3.1.0 = 3.1.0 build',
      '21 <artifactId>jackson-databind</artifactId> com.fasterxml.jackson.core:jackson-databind 2.15.2 = 2.15.2 runtime',
      '25 <artifactId>guava</artifactId> com.google.guava:guava 31.1-jre = 31.1-jre runtime',
      '26 <artifactId>core</artifactId> com.acme.shop:core 1.0-SNAPSHOT = ? runtime from workspace',
      '27 <artifactId>junit</artifactId> junit:junit [4.11,5) = ? development',
      '28 <artifactId>p</artifactId> o:p ${elsewhere} = ? optional',
      '29 <artifactId>t</artifactId> s:t lib/t.jar = ? runtime from path',
      '30 <artifactId>m</artifactId> l:m ${loop} = ? runtime',
      '14 <artifactId>guava</artifactId> com.google.guava:guava 31.1-jre = 31.1-jre runtime',
      '15 <artifactId>bom</artifactId> a:bom 1 = 1 build',
      '32 <artifactId>maven-jar-plugin</artifactId> org.apache.maven.plugins:maven-jar-plugin 3.3.0 = 3.3.0 build',
      '33 <artifactId>r</artifactId> q:r 1 = 1 build',
      '32 <artifactId>h</artifactId> g:h 4 = 4 build',
      '34 <artifactId>f</artifactId> e:f 2 = 2 build',
      '35 <artifactId>w</artifactId> v:w 3 = 3 runtime',
    ]);
    expect(maven.parse('pom.xml', pom).registries).toEqual(['https://nexus.acme.example/m2']);
    expect(maven.parse('pom.xml', pom).unreadable).toEqual([]);
  });

  test.each([
    ['<relativePath/>', 'registry'],
    ['<relativePath>../pom.xml</relativePath>', 'workspace'],
    ['', 'workspace'],
  ])('a parent with %j is taken from the %s', (relative, source) => {
    const text = `<project><parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version>${relative}</parent></project>`;
    expect(maven.parse('pom.xml', text).dependencies[0]?.source).toBe(source);
  });

  test.each([
    ['', /not XML|not a Maven project/],
    ['<project><dependencies><dependency></project>', /not XML/],
    ['<html/>', /not a Maven project/],
    [
      '<project><dependencies><dependency><artifactId>a</artifactId></dependency></dependencies></project>',
      /without/,
    ],
    [`<project>${'<a>'.repeat(1000)}`, /nested/],
  ])('%j is said to be unreadable', (text, reason) => {
    expect(maven.parse('pom.xml', text).unreadable[0]?.reason).toMatch(reason);
  });

  test('how another version is written', () => {
    const [, jackson, guava] = maven.parse('pom.xml', pom).dependencies;
    expect(maven.write(jackson!, '2.15.3')).toBe('<jackson.version>2.15.3</jackson.version>');
    expect(maven.write(guava!, '32.0-jre')).toBe('<version>32.0-jre</version>');
  });
});

test('build.gradle', () => {
  const text = `buildscript {
    ext.kotlin_version = '1.9.0'
    ext { springVersion = "5.3.1" }
    repositories { google(); mavenCentral(); maven { url "https://repo.acme.example/m2" } }
    dependencies { classpath "org.jetbrains.kotlin:kotlin-gradle-plugin:$kotlin_version" }
}
plugins {
    id 'java'
    id 'org.springframework.boot' version '3.1.0'
}
/* implementation 'com.commented:out:1' */ // api 'x:y:1'
def versions = [ guava: '31.1-jre', "okhttp": "4.9.0" ]
ext.libs = [ junit: 'junit:junit:4.13', time: '12:30:45' ]
dependencies {
    implementation "org.springframework:spring-core:\${springVersion}"
    implementation("com.google.guava:guava:\${versions.guava}") { exclude group: 'x', module: 'y' }
    api group: 'org.apache.commons', name: 'commons-lang3', version: '3.12.0'
    compile(group: "a.b", name: "c")
    testImplementation 'junit:junit:4.13.2', 'org.mockito:mockito-core:5.+'
    implementation platform('a:bom:3.1.0')
    implementation project(':core')
    implementation files('libs/a.jar')
    implementation libs.guava
    implementation 'com.squareup.okhttp3:okhttp:' + versions.okhttp
    implementation('com.foo:bar') {
        version { strictly '[1,2)' }
        because 'x:y:z'
    }
    constraints { implementation('org.x:y:1.0') }
    runtimeOnly 'g.h:i:1.0:linux@zip'
    androidTestImplementation "androidx.test:runner:1.5.0"
    if (x) { debugImplementation "l.m:n:$unknown" }
}`;
  expect(read('app/build.gradle', text)).toEqual([
    '5 "org.jetbrains.kotlin:kotlin-gradle-plugin:$kotlin_version" org.jetbrains.kotlin:kotlin-gradle-plugin 1.9.0 = 1.9.0 build',
    "9 id 'org.springframework.boot' version '3.1.0' org.springframework.boot:org.springframework.boot.gradle.plugin 3.1.0 = 3.1.0 build",
    "13 'junit:junit:4.13' junit:junit 4.13 = 4.13 runtime",
    '15 "org.springframework:spring-core:${springVersion}" org.springframework:spring-core 5.3.1 = 5.3.1 runtime',
    '16 "com.google.guava:guava:${versions.guava}" com.google.guava:guava 31.1-jre = 31.1-jre runtime',
    "17 group: 'org.apache.commons', name: 'commons-lang3', version: '3.12.0' org.apache.commons:commons-lang3 3.12.0 = 3.12.0 runtime",
    '18 group: "a.b", name: "c" a.b:c ${set in another file} = ? runtime',
    "19 'junit:junit:4.13.2' junit:junit 4.13.2 = 4.13.2 development",
    "19 'org.mockito:mockito-core:5.+' org.mockito:mockito-core 5.+ = ? development",
    "20 'a:bom:3.1.0' a:bom 3.1.0 = 3.1.0 runtime",
    "24 'com.squareup.okhttp3:okhttp:' + versions.okhttp com.squareup.okhttp3:okhttp 4.9.0 = 4.9.0 runtime",
    "25 'com.foo:bar' com.foo:bar [1,2) = ? runtime",
    "29 'org.x:y:1.0' org.x:y 1.0 = 1.0 runtime",
    "30 'g.h:i:1.0:linux@zip' g.h:i 1.0 = 1.0 runtime",
    '31 "androidx.test:runner:1.5.0" androidx.test:runner 1.5.0 = 1.5.0 development',
    '32 "l.m:n:$unknown" l.m:n $unknown = ? development',
  ]);
  const parsed = maven.parse('build.gradle', text);
  expect(parsed.registries).toEqual(['https://repo.acme.example/m2']);
  const registryOf = (name: string): string | undefined =>
    parsed.dependencies.find((one) => one.name.startsWith(name))?.registry;
  expect(registryOf('androidx')).toBe('https://maven.google.com');
  expect(registryOf('org.springframework.boot:')).toBe('https://plugins.gradle.org/m2');
  expect(registryOf('a.b')).toBeUndefined();
});

test('build.gradle.kts', () => {
  const text = `plugins { kotlin("jvm") version "1.9.20"; \`java-library\`; alias(libs.plugins.foo) }
val ktor by extra("2.3.0")
val k2: String by extra { "1.2" }
extra["spring"] = "6.0"
dependencies {
    implementation(kotlin("stdlib"))
    implementation("io.ktor:ktor-server-core:$ktor")
    implementation("a.b:c:$k2")
    implementation("org.s:s:\${extra["spring"]}")
    testImplementation(group = "junit", name = "junit", version = "4.13")
    "kapt"("q.r:s:1")
    implementation(projects.core)
}`;
  expect(read('build.gradle.kts', text)).toEqual([
    '1 kotlin("jvm") version "1.9.20" org.jetbrains.kotlin.jvm:org.jetbrains.kotlin.jvm.gradle.plugin 1.9.20 = 1.9.20 build',
    '6 kotlin("stdlib") org.jetbrains.kotlin:kotlin-stdlib ${set in another file} = ? runtime',
    '7 "io.ktor:ktor-server-core:$ktor" io.ktor:ktor-server-core 2.3.0 = 2.3.0 runtime',
    '8 "a.b:c:$k2" a.b:c 1.2 = 1.2 runtime',
    '9 "org.s:s:${extra["spring"]}" org.s:s 6.0 = 6.0 runtime',
    '10 group = "junit", name = "junit", version = "4.13" junit:junit 4.13 = 4.13 development',
    '11 "q.r:s:1" q.r:s 1 = 1 build',
  ]);
});

test('settings.gradle.kts names repositories, plugins and a catalog', () => {
  const text = `pluginManagement { plugins { id("com.x") version "1.0" } }
dependencyResolutionManagement {
  repositories { mavenCentral(); maven("https://nexus.acme.example"); maven { url = uri("https://b.example") } }
  versionCatalogs { create("libs") { library("guava", "com.google.guava:guava:31.1-jre")
    library("a", "g.h", "i").version("2") } }
}`;
  expect(read('settings.gradle.kts', text).map((line) => line.replace(/^.* (\S+:\S+ )/, '$1'))).toEqual([
    'com.x:com.x.gradle.plugin 1.0 = 1.0 build',
    'com.google.guava:guava 31.1-jre = 31.1-jre runtime',
    'g.h:i 2 = 2 runtime',
  ]);
  expect(maven.parse('settings.gradle.kts', text).registries).toEqual([
    'https://nexus.acme.example',
    'https://b.example',
  ]);
});

test('libs.versions.toml', () => {
  const text = `[versions]
k = "1.9.0"
r = { strictly = "[1,2)", prefer = "1.5" }
[libraries]
a = "g.h:i:1.0"
b = { module = "g.h:j", version.ref = "k" }
c = { group = "g.h", name = "k", version = { ref = "r" } }
d = { module = "g.h:l" }
e = "no coordinates"
[plugins]
q = { id = "com.y", version.ref = "k" }
`;
  expect(read('gradle/libs.versions.toml', text)).toEqual([
    '5 a = "g.h:i:1.0" g.h:i 1.0 = 1.0 runtime',
    '6 b = { module = "g.h:j", version.ref = "k" } g.h:j 1.9.0 = 1.9.0 runtime',
    '7 c = { group = "g.h", name = "k", version = { ref = "r" } } g.h:k [1,2) = ? runtime',
    '8 d = { module = "g.h:l" } g.h:l ${set in another file} = ? runtime',
    '11 q = { id = "com.y", version.ref = "k" } com.y:com.y.gradle.plugin 1.9.0 = 1.9.0 build',
  ]);
  expect(maven.parse('libs.versions.toml', text).unreadable).toEqual([
    { line: 9, reason: 'e names no group and artifact' },
  ]);
});

test('gradle.lockfile and verification-metadata.xml', () => {
  const lock = `# This is a Gradle generated file
com.a:b:1.0=compileClasspath,testCompileClasspath
com.c:d:2=testRuntimeClasspath
odd
empty=annotationProcessor
`;
  expect(maven.reads('gradle.lockfile')).toBe('lockfile');
  expect(read('gradle.lockfile', lock)).toEqual([
    '2 com.a:b:1.0 com.a:b any = 1.0 runtime',
    '3 com.c:d:2 com.c:d any = 2 development',
  ]);
  expect(maven.parse('gradle.lockfile', lock).unreadable).toHaveLength(1);
  const metadata = `<verification-metadata><components>
    <component group="g" name="a" version="1"><artifact name="a-1.pom"><sha256 value="00"/></artifact><artifact name="a-1.jar"><sha512 value="ab"/></artifact></component>
  </components></verification-metadata>`;
  expect(maven.parse('gradle/verification-metadata.xml', metadata).dependencies).toMatchObject([
    { name: 'g:a', version: '1', integrity: 'sha512:ab', line: 2, direct: false },
  ]);
});

test('build.sbt and ivy.xml', () => {
  const sbt = `scalaVersion := "2.12.18"
val akka = "2.6.0"
libraryDependencies ++= Seq(
  "com.typesafe.akka" %% "akka-actor" % akka,
  "org.scalatest" %% "scalatest" % "3.2.0" % Test, // c
  "com.google.guava" % "guava" % "31.1-jre")
resolvers += "x" at "https://repo.acme.example"
`;
  expect(read('build.sbt', sbt)).toEqual([
    '4 "com.typesafe.akka" %% "akka-actor" % akka com.typesafe.akka:akka-actor_2.12 2.6.0 = 2.6.0 runtime',
    '5 "org.scalatest" %% "scalatest" % "3.2.0" org.scalatest:scalatest_2.12 3.2.0 = 3.2.0 development',
    '6 "com.google.guava" % "guava" % "31.1-jre" com.google.guava:guava 31.1-jre = 31.1-jre runtime',
  ]);
  expect(maven.parse('build.sbt', sbt).registries).toEqual(['https://repo.acme.example']);
  const ivy = `<ivy-module><info organisation="o"/><dependencies>
<dependency org="junit" name="junit" rev="4.13" conf="test->default"/></dependencies></ivy-module>`;
  expect(read('ivy.xml', ivy)).toEqual([
    '2 <dependency org="junit" name="junit" rev="4.13" conf="test->default"/> junit:junit 4.13 = 4.13 development',
  ]);
});

describe('the registry', () => {
  test('is asked for the list of versions as a text', () => {
    expect(maven.request('com.google.guava:guava')).toMatchObject({
      path: '/maven2/com/google/guava/guava/maven-metadata.xml',
      answer: 'text',
    });
  });

  const list = (group: string): string =>
    `<metadata><groupId>${group}</groupId><artifactId>b</artifactId><versioning><versions><version>1.0</version><version>1.1</version></versions></versioning></metadata>`;

  test('answers with versions that have no dates', () => {
    expect(maven.readRecord('a:b', list('a'))).toEqual({
      exists: true,
      versions: [{ version: '1.0' }, { version: '1.1' }],
      maintainers: [],
    });
  });

  test.each([
    ['another artifact', list('c')],
    ['a page', '<html><body>hello</body></html>'],
    ['half an answer', list('a').slice(0, 120)],
    ['no versions', '<metadata><groupId>a</groupId><artifactId>b</artifactId></metadata>'],
    ['JSON', {}],
  ])('%s is no record', (_, body) => {
    expect(() => maven.readRecord('a:b', body)).toThrow();
  });
});

test.each([
  ['mysql:mysql-connector-j', 'com.mysql:mysql-connector-j'],
  ['javax.servlet:javax.servlet-api-x', 'jakarta.servlet:jakarta.servlet-api-x'],
  ['javax.persistence:persistence-api', 'jakarta.persistence:jakarta.persistence-api'],
  ['com.google:gson', 'com.google.code.gson:gson'],
  ['java.util:concurrent', 'the JDK'],
  ['javax.crypto:jce', 'the JDK'],
  ['com.acme:anything', undefined],
])('%s is meant as %s', (name, expected) => {
  const found = maven.meant?.(name);
  expect(found?.kind === 'package' ? found.name : found?.of).toBe(expected);
});

test('what is named as meant is well formed and no package stands for itself', () => {
  expect(new Set(maven.popular().names).size).toBeGreaterThan(400);
  for (const name of maven.popular().names) expect(name).toMatch(/^[\w.-]+:[\w.-]+$/);
});
