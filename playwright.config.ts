import { defineConfig } from "@playwright/test";
import { launchOptions } from "./e2e/running/browser.ts";

/** Minutes each, mostly waiting: first, so that no worker is left alone with one at the end. */
const long = [
  "console-states",
  "eras",
  "faults-half-open",
  "identity-provider",
  "real-guest",
  "replicas",
  "screen-hostile",
  "session",
  "sign-in-token",
  "stream",
].map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  projects: [
    { name: "long", testMatch: long, testIgnore: "soak/**", teardown: "after" },
    { name: "porthole", testIgnore: [...long, "after/**", "soak/**"], teardown: "after" },
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
    // No trace: recording one costs a fifth of a run. `--trace on` where a failure's message and picture do not say enough.
    screenshot: "only-on-failure",
    launchOptions,
  },
});
