import { type Browser, chromium } from "@playwright/test";

const system = process.env.PORTHOLE_CHROMIUM;

/** The browser that bench and screenshots use, started as playwright.config.ts starts it. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(system ? { executablePath: system } : {}),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
