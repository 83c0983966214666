import { defineConfig } from "@playwright/test";
import { launchOptions } from "./e2e/running/browser.ts";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  projects: [
    { name: "porthole", testIgnore: ["after/**", "soak/**"], teardown: "after" },
    // When all else is over: what every product of the run has said and connected to.
    { name: "after", testMatch: "after/**/*.spec.ts" },
    // Long ones, by `npm run test:soak` alone.
    ...(process.env.E2E_SOAK ? [{ name: "soak", testMatch: "soak/**/*.spec.ts", timeout: 90 * 60_000 }] : []),
  ],
  globalSetup: "./e2e/running/global-setup.ts",
  outputDir: "test-results",
  // Two cores; each test has its own tenant, so they do not meet.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Zurich",
    // Behind a real cluster the identity provider speaks https, with a certificate that no browser knows.
    ignoreHTTPSErrors: process.env.E2E_REFCLUSTER !== undefined,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions,
  },
});
