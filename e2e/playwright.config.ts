import { defineConfig } from '@playwright/test';

/** Journeys that leave clusters and deployments as they are, so that they run beside the others, in this order. */
const OWN =
  /(?:accessibility|costs|language|platform|restoreDrills|signIn|templates)\.spec\.ts$/;

/**
 * Journeys against a running portal: TEXTLOOM_BASE_URL names it,
 * TEXTLOOM_SANDBOX_URL its sandbox and TEXTLOOM_STATE_DIR the folder of its
 * databases. `npm test` starts both, without anything that they remember.
 */
export default defineConfig({
  testDir: './journeys',
  testMatch: '**/*.spec.ts',
  // The journeys of a project share one sandbox whose scenarios change the world.
  workers: 1,
  projects: [
    { name: 'world', testIgnore: OWN, outputDir: '../test-results/world' },
    { name: 'own', testMatch: OWN, outputDir: '../test-results/own' },
  ],
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: process.env.TEXTLOOM_BASE_URL ?? 'http://localhost:7007',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // A trace takes a quarter of a journey's time: TEXTLOOM_TRACE=1 makes one of each that fails.
    trace: process.env.TEXTLOOM_TRACE ? 'retain-on-failure' : 'off',
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
