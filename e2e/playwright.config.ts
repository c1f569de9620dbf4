import { defineConfig } from '@playwright/test';

/**
 * Journeys against a running portal: TEXTLOOM_BASE_URL names it,
 * TEXTLOOM_SANDBOX_URL its sandbox and TEXTLOOM_STATE_DIR the folder of its
 * databases. `npm test` starts both, without anything that they remember.
 */
export default defineConfig({
  testDir: './journeys',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  // The journeys share one sandbox whose scenarios change the world.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: process.env.TEXTLOOM_BASE_URL ?? 'http://localhost:7007',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
