// Where the tests are and how they run: beside the code, in src/, and in test/.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/no-network.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
