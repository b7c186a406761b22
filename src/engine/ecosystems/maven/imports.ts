// How Java, Kotlin, Groovy and Scala files import libraries; only those that are known well are told.
import type { Dependency, Import, Imports } from '../../ecosystem.ts';
import { codeText, type Lexis, maxImportChars } from '../code-text.ts';
import { type Bringer, bringers, platforms } from './import-names.ts';

const lexis: Lexis = { lineComment: '//', hasBlockComments: true, long: ['"""'], quotes: `"'` };

/** How the libraries of Maven Central are imported. */
export const imports: Imports = {
  isByFolder: true,
  reads: (path) => /\.(?:java|kt|kts|groovy|scala)$/.test(path) && !path.endsWith('.gradle.kts'),
  find,
  explains: () => false,
  defines: (path, text) => (mayDeclareAnything(path, text) ? everything : []),
  brings,
  declare: (name, manifest, version = 'VERSION') => {
    const [group = '', artifact = ''] = name.split(':');
    return manifest.endsWith('.xml')
      ? `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`
      : `implementation("${name}:${version}")`;
  },
};

const everything = [...new Set(bringers.map(({ prefix }) => `${prefix.split('.')[0] ?? ''}*`))];

/** Plugins that bring no libraries of their own. */
const plainPlugin =
  /^(?:java|java-library|java-platform|java-test-fixtures|application|groovy|scala|war|ear|jacoco|base|maven-publish|ivy-publish|signing|checkstyle|pmd|codenarc|idea|eclipse|distribution|antlr|jvm-test-suite|com\.github\.\S+|org\.jetbrains\.kotlin\S*|kotlin\S*|com\.gradle\S*|io\.spring\.dependency-management|org\.sonarqube|com\.diffplug\.spotless)$/;

/** A plugin of the build itself, a script that is applied and a bundle that was not read may declare any library. */
function mayDeclareAnything(path: string, text: string): boolean {
  if (/(?:^|\/)(?:buildSrc|build-logic)\//.test(path)) return true;
  if (!/\.gradle(?:\.kts)?$/.test(path)) return false;
  if (/\bapply\s*\(?\s*from\b/.test(text)) return true;
  const ids = [
    ...text.matchAll(/\bid\s*\(?\s*["']([\w.-]+)["']\s*\)?(?!\s*\.?\s*version\b)/g),
    ...text.matchAll(/\bapply\s*\(?\s*plugin\s*[:=]\s*["']([\w.-]+)["']/g),
  ];
  return ids.some(([, id = '']) => !plainPlugin.test(id));
}

function find(_path: string, text: string): Import[] {
  if (text.length > maxImportChars) return [];
  const out: Import[] = [];
  for (const [index, line] of codeText(text, lexis).split('\n').entries()) {
    const match = /^[ \t]*import[ \t]+(?:static[ \t]+)?((?:[A-Za-z_]\w*\.)+(?:[A-Za-z_]\w*|\*|\{|_))/.exec(
      line,
    );
    if (!match) continue;
    const written = (match[1] ?? '').replace(/\.[*{_]$/, '');
    const found = bringerOf(`${written}.`);
    if (!found) continue;
    const column = line.indexOf(match[1] ?? '') + 1;
    out.push({
      written,
      name: found.artifacts[0] ?? '',
      // A class of the same name here may well be what is meant.
      own: written.split('.').slice(-1),
      line: index + 1,
      column,
      endColumn: column + written.length,
      // The table is no proof that an artifact of this name exists.
      isVague: true,
    });
  }
  return out;
}

function bringerOf(written: string): Bringer | undefined {
  return bringers.find(({ prefix }) => written.startsWith(`${prefix}.`));
}

/** True in doubt: libraries bring others along, and so do modules and parents. */
function brings(dependency: Dependency, { written }: Import): boolean {
  const bringer = bringerOf(`${written}.`);
  if (!bringer) return true;
  const { name, source, scope } = dependency;
  const [group = ''] = name.split(':');
  if (bringer.artifacts.includes(name) || platforms.test(group)) return true;
  // Modules hand on what they have; a parent of the same repository is read by itself.
  if (source !== 'registry') return scope !== 'build' || source !== 'workspace';
  const usual = (bringer.artifacts[0] ?? '').split(':')[0] ?? '';
  const isOfGroup = [usual, ...bringer.groups].some((one) =>
    one.endsWith('*') ? group.startsWith(one.slice(0, -1)) : group === one,
  );
  if (isOfGroup) return true;
  // Plugins are not on the class path, but a parent from elsewhere may have dependencies.
  if (scope === 'build')
    return dependency.form === 'pom' && !name.includes('plugin') && /(?:^|-)parent$|-pom$|-bom$/.test(name);
  return bringer.isCarried && !isLeaf(name);
}

/** Whether an artifact is known to bring nothing of note along. */
function isLeaf(name: string): boolean {
  return leaves.has(name);
}

const leaves = new Set(
  `org.projectlombok:lombok junit:junit org.junit.jupiter:junit-jupiter org.junit.jupiter:junit-jupiter-api
org.junit.jupiter:junit-jupiter-engine org.mockito:mockito-core org.mockito:mockito-junit-jupiter org.assertj:assertj-core
org.hamcrest:hamcrest org.jsoup:jsoup org.postgresql:postgresql com.mysql:mysql-connector-j mysql:mysql-connector-java
com.h2database:h2 org.xerial:sqlite-jdbc org.json:json joda-time:joda-time info.picocli:picocli
jakarta.servlet:jakarta.servlet-api javax.servlet:javax.servlet-api org.apache.commons:commons-lang3
commons-io:commons-io commons-codec:commons-codec org.slf4j:slf4j-api com.google.code.gson:gson
org.jetbrains.kotlin:kotlin-stdlib org.jetbrains.kotlin:kotlin-test org.jetbrains.kotlin:kotlin-reflect
org.jetbrains.kotlin:kotlin-stdlib-jdk8 org.jetbrains:annotations org.mapstruct:mapstruct`.split(/\s+/),
);
