// Where the tests are and how they run: beside the code, in src/, and in test/.
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

// Values in, values out: one file leaves nothing behind for the next, so that they can share what was loaded.
const pure = ['src/engine/**/*.test.ts', 'src/reporters/**/*.test.ts'];

// They change the process that they run in, measure it, or last so long that they should begin first, as this name has them do.
const alone = [
  // Authorities, exporters, variables and listeners are the process's own.
  'src/shipped-rules.test.ts',
  'src/store/broken-connection.test.ts',
  'test/enterprise-server.test.ts',
  'test/metrics-and-traces.test.ts',
  // nock takes the place of the network.
  'src/lookups/registries.test.ts',
  'src/sources/github.test.ts',
  // The larger a process is, the longer it takes to start another: git, some hundred times.
  'src/sources/git*.test.ts',
  'test/blame-agrees.property.test.ts',
  'test/history-secrets.test.ts',
  'test/sources-agree.test.ts',
  'test/surroundings.test.ts',
  // In a process in which much ran before, errors of the YAML parser cost ten times as much.
  'src/engine/ecosystems/fuzz.test.ts',
  // Memory.
  'src/lookups/inflated.test.ts',
  'src/server/traces/ingest.test.ts',
  'src/traces/otlp/otlp.test.ts',
  // Minutes.
  'test/cli.test.ts',
  'test/crash.test.ts',
  'test/dashboard-browser.test.ts',
  'test/mutations.test.ts',
  'test/replicas.test.ts',
  'test/sign-in-chromium.test.ts',
  'test/soak.test.ts',
];

export default defineConfig({
  test: {
    // A process that a test starts takes half the time where an earlier one left what it compiled.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)) },
    setupFiles: ['test/no-network.ts', 'test/new-database.ts'],
    // Vitest leaves a core to itself, which on two is half of the machine.
    maxWorkers: '100%',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, exclude: [...configDefaults.exclude, ...alone], isolate: false },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...pure, ...alone],
          // Loading the App and compiling the rules and the database anew took longer than most files.
          isolate: false,
        },
      },
    ],
  },
});
