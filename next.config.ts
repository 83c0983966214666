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
  experimental: {
    // Of the development server alone. Behind our own server that channel never ends, and a client navigation waits for its end.
    reactDebugChannel: false,
    // Fewer, larger files: each costs half a kilobyte of headers, and small ones compress worse.
    turbopackChunking: { requestCost: 400_000, minChunkSize: 100_000 },
  },
};

export default withNextIntl(config);
