// Runs one script of ours against a demo platform and a product of its own, with a browser found.
import { join } from "node:path";
import { browser, build, end, freePort, install, requireNode, root, start } from "./setup.mjs";

export const runAgainstDemo = async (script) => {
  requireNode();
  install();
  build();
  const chromium = browser();
  const { startDemo, startProduct } = await import("./running.mjs");
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const demo = await startDemo({ origin });
  const product = await startProduct({
    port,
    origin,
    platform: demo.platform,
    env: { PORTHOLE_LOG_LEVEL: "error", PORTHOLE_AUDIT: "off", PORTHOLE_RATE_LIMITS: "off" },
  });
  const child = start([join(root, script), ...process.argv.slice(2)], {
    E2E_ORIGIN: origin,
    E2E_PRODUCT_PID: String(product.child.pid),
    E2E_PLATFORM: JSON.stringify(demo.platform),
    ...(chromium ? { PORTHOLE_CHROMIUM: chromium } : {}),
  });
  const endAll = async () => {
    await end(child);
    await Promise.all([product.end(), demo.end()]);
  };
  process.on("SIGINT", () => void endAll());
  const code = await new Promise((resolve) => child.once("exit", resolve));
  await endAll();
  process.exit(code ?? 1);
};
