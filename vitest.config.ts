import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    environment: 'node',
    // a scan against the emulator takes seconds; the first test of all may have to install Python packages
    testTimeout: 30_000,
    hookTimeout: 180_000,
    teardownTimeout: 10_000,
  },
});
