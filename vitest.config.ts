// Where the tests are and how they run: beside the code, in src/, and in test/.
import { configDefaults, defineConfig } from 'vitest/config';

// Values in, values out: one file leaves nothing behind for the next, so that they can share what was loaded.
const pure = ['src/engine/**/*.test.ts', 'src/reporters/**/*.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/no-network.ts', 'test/new-database.ts'],
    // Vitest leaves a core to itself, which on two is half of the machine.
    maxWorkers: '100%',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...pure],
        },
      },
    ],
  },
});
