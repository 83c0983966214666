import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./app/request.ts",
  // Messages are parsed when building: the browser gets a formatter of 1 KB instead of ICU's parser.
  experimental: {
    messages: {
      path: ["./lib/i18n/messages/en", "./lib/i18n/messages/fr", "./lib/i18n/messages/de"],
      format: "json",
      locales: "infer",
      sourceLocale: "en",
      precompile: true,
    },
  },
});

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimiser would be an open fetcher (docs/adr); nothing here needs it.
  images: { unoptimized: true },
  serverExternalPackages: ["@kubernetes/client-node", "ws"],
  productionBrowserSourceMaps: false,
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // What no page of ours uses stays out of the browser (docs/adr). A name that nobody imports any more only makes the list heavier.
  turbopack: {
    resolveAlias: {
      "next-intl": { browser: "./components/bundled/next-intl.ts" },
      "next/dist/build/polyfills/process": { browser: "./components/bundled/process.cjs" },
      // As Next's and lucide's own files name them.
      "../build/polyfills/polyfill-module": { browser: false },
      "../../../lib/constants": { browser: "next/dist/esm/lib/constants.js" },
      "./reducers/server-action-reducer": { browser: "./components/bundled/server-actions.ts" },
      "../createLucideIcon.mjs": "./components/bundled/lucide-icon.ts",
    },
  },
  experimental: {
    // Of the development server alone. Behind our own server that channel never ends, and a client navigation waits for its end.
    reactDebugChannel: false,
    // One file where there may be one: each costs half a kilobyte of headers, and small ones compress worse.
    turbopackChunking: {
      requestCost: 4_000_000,
      minChunkSize: 1_000_000,
      maxMergeChunkSize: 5_000_000,
      firstPageLoadPriority: 0.9,
    },
    turbopackCjsTreeShaking: true,
    turbopackCjsScopeHoisting: true,
    turbopackCrossModuleConstants: true,
  },
};

export default withNextIntl(config);
