import { type Browser, chromium } from "@playwright/test";

const system = process.env.PORTHOLE_CHROMIUM;

/** How every browser here starts: the system's where one was found, quiet on the network, without GPU or sandbox (it runs as root in CI). */
export const launchOptions = {
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
};

/** The browser that bench and screenshots use. */
export const launchBrowser = (): Promise<Browser> => chromium.launch(launchOptions);
