import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    environment: 'node',
    // a scan against the emulator takes seconds; the first test of all may have to install Python packages
    // a scan of several accounts over the wire, several times, on a busy machine of two cores
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 10_000,
  },
});
