import { type Browser, chromium } from "@playwright/test";

const system = process.env.PORTHOLE_CHROMIUM;

/** Playwright's own list, which a second flag of that name replaces. */
const disabledByPlaywright = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** What drops down from the address bar is a page of its own, loaded for every window: a fifth of what a test's browser costs, and nobody sees it. */
const disabledHere = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"];

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
    `--disable-features=${[...disabledByPlaywright, ...disabledHere].join(",")}`,
  ],
};

/** The browser that bench and screenshots use. */
export const launchBrowser = (): Promise<Browser> => chromium.launch(launchOptions);
