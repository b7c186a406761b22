// Says by which text a file shows that it uses a package of npm, where packages show it at all.
import type { Dependency } from '../../ecosystem.ts';

// Written by hand, 2026-11-21. Tools, plugins, what compilers and frameworks load by themselves, drivers that are named
// by another name, and what other packages ask for as a peer.
const silent =
  /^(?:@types\/|@(?:babel|swc|tailwindcss|fontsource|capacitor|expo|emotion|angular|sveltejs|vitejs|nestjs\/platform-\w+|opentelemetry|parcel|rollup|esbuild|img|next|nuxt|nuxtjs|storybook|commitlint|semantic-release|eslint|biomejs|prisma)(?:\/|$)|@[^/]+\/(?:eslint|prettier|babel|stylelint|tsconfig|cli|plugin|preset|config|types)(?:-|$)|(?:eslint|prettier|babel|postcss|vite|rollup|webpack|stylelint|remark|rehype|jest|vitest|karma|mocha|gulp|grunt|commitlint|semantic-release|cordova|expo|react-native|parcel|gatsby|hexo|nuxt|astro|fastify|hapi|serverless|metro|unplugin|tailwindcss|svelte|vue|nx|lerna|conventional)(?:-|$)|cli-|create-|.*(?:-cli|-loader|-plugin|-preset|-config|-types|-polyfill|-shim|-adapter|-driver|-theme|-bin)$)/;
const named = new Set(
  `react react-dom react-is prop-types popper.js @popperjs/core jquery tslib core-js regenerator-runtime zone.js rxjs typescript
sharp pg pg-native pg-hstore mysql mysql2 sqlite3 better-sqlite3 tedious oracledb mariadb mongodb redis ioredis pino-pretty
bufferutil utf-8-validate encoding canvas fsevents sass node-sass sass-embedded less stylus autoprefixer cssnano graphql
reflect-metadata class-validator class-transformer next nuxt astro vite webpack esbuild rollup nodemon pm2 forever serve
http-server concurrently cross-env dotenv-cli rimraf husky lint-staged turbo nx lerna patch-package ts-node tsx prisma
electron electron-builder swagger-ui-express source-map-support request isomorphic-fetch whatwg-fetch bootstrap
node-gyp node-addon-api nan prebuild-install punycode buffer process util assert events stream-browserify crypto-browserify
path-browserify os-browserify url querystring-es3 vm-browserify browserify-zlib react-scripts postcss tailwindcss eslint
prettier jsdom happy-dom normalize.css ajv acorn kerberos snappy aws4 socks aws-crt hbs ejs pug handlebars mustache nunjucks`.split(
    /\s+/,
  ),
);

/** The name under which it is imported; nothing where its use need not show. */
export function traces({ writtenName, name }: Dependency): readonly string[] {
  return silent.test(name) || named.has(name) ? [] : [writtenName];
}
