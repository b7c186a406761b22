// Artifacts that the JDK or Kotlin's own library has made needless, with what to use instead.
import { readWays } from '../standard-ways.ts';

// Written by hand, 2026-11-21, from the release notes of Java 5 to 21 and Kotlin 1.8 and the notes of the libraries themselves.
/** By `group:artifact`, what the platform offers instead. */
export const standardWays = readWays(`
joda-time:joda-time: \`java.time\` has been part of Java since 8
org.joda:joda-convert: \`java.time\` needs no conversion library
org.threeten:threetenbp: \`java.time\` has been part of Java since 8
net.sourceforge.streamsupport:streamsupport: \`java.util.stream\` has been part of Java since 8
net.sourceforge.streamsupport:android-retrofuture: \`CompletableFuture\` has been part of Java since 8
com.annimon:stream: \`java.util.stream\` has been part of Java since 8
backport-util-concurrent:backport-util-concurrent: \`java.util.concurrent\` has been part of Java since 5
concurrent:concurrent: \`java.util.concurrent\` has been part of Java since 5
oswego-concurrent:concurrent: \`java.util.concurrent\` has been part of Java since 5
org.codehaus.jsr166-mirror:jsr166y: \`ForkJoinPool\` has been part of Java since 7
commons-httpclient:commons-httpclient: \`java.net.http.HttpClient\` has been part of Java since 11
commons-discovery:commons-discovery: \`ServiceLoader\` has been part of Java since 6
commons-lang:commons-lang: \`Objects\`, \`String.isBlank\`, \`String.join\` and \`String.repeat\` of Java 11 have most of what is used of it
xml-apis:xml-apis: these interfaces have been part of Java since 1.5
xml-apis:xmlParserAPIs: these interfaces have been part of Java since 1.5
stax:stax-api: \`javax.xml.stream\` has been part of Java since 6
javax.xml.stream:stax-api: \`javax.xml.stream\` has been part of Java since 6
org.jetbrains.kotlin:kotlin-stdlib-jdk7: \`kotlin-stdlib\` has all of it since Kotlin 1.8
org.jetbrains.kotlin:kotlin-stdlib-jdk8: \`kotlin-stdlib\` has all of it since Kotlin 1.8
org.jetbrains.kotlin:kotlin-stdlib-jre7: \`kotlin-stdlib\` has all of it since Kotlin 1.8
org.jetbrains.kotlin:kotlin-stdlib-jre8: \`kotlin-stdlib\` has all of it since Kotlin 1.8
com.android.support:multidex: Android loads many files of code itself since version 5.0
androidx.multidex:multidex: Android loads many files of code itself since version 5.0
`);
