// `npm run demo` (and `npm run dev` with --dev): installs, builds, starts the demo platform and the product, ends both on Ctrl-C or SIGTERM.
// With --guests=qemu the machines that one looks at are real ones.
import { parseArgs } from "node:util";
import { makeGuestImage } from "./guest-image.mjs";
import { build, choosePort, install, requireNode, say, stop } from "./setup.mjs";

requireNode();
const { values: options } = parseArgs({
  strict: false,
  options: { dev: { type: "boolean" }, guests: { type: "string" } },
});
if (options.guests && options.guests !== "qemu") {
  stop(`--guests=${options.guests} is unknown.`, "--guests=qemu runs real machines; without it they are simulated.");
}
const port = await choosePort();
install();
const guest = options.guests ? makeGuestImage() : {};
if (guest.missing) stop(guest.missing, "Without --guests=qemu the demo's machines are simulated.");
const isDevelopment = options.dev === true;
if (!isDevelopment) build();

const { startDemo, startProduct } = await import("./running.mjs");

const origin = `http://127.0.0.1:${port}`;
const running = [];
let isEnding = false;

const endAll = async (code) => {
  if (isEnding) return;
  isEnding = true;
  await Promise.all(running.map((one) => one.end()));
  process.exit(code);
};
process.on("SIGINT", () => void endAll(0));
process.on("SIGTERM", () => void endAll(0));

const keep = (name, started) => {
  running.push(started);
  started.child.once("exit", (code, signal) => {
    if (isEnding) return;
    say(`${name} ended by itself (${signal ?? `exit ${code}`}).`);
    void endAll(1);
  });
  return started;
};

try {
  const { platform } = keep(
    "the demo platform",
    await startDemo({ origin, env: guest.folder ? { DEMO_REAL_GUEST: guest.folder } : {} }),
  );
  const development = isDevelopment ? { NODE_ENV: "development" } : {};
  keep(
    "the product",
    await startProduct({
      port,
      origin,
      platform,
      env: { PORTHOLE_LOG_LEVEL: process.env.PORTHOLE_LOG_LEVEL ?? "warn", ...development },
    }),
  );
  const people = platform.people.map(({ name, says }) => `    ${name.padEnd(14)} ${says}`).join("\n");
  process.stdout.write(
    [
      "",
      `  Porthole     ${origin}`,
      `  kubectl      kubectl --kubeconfig ${platform.kubeconfig} get vminstances,vmdisks -A`,
      "  people       (click one on the sign-in page, or be someone else)",
      people,
      "",
      "  Ctrl-C ends everything.",
      "",
      "",
    ].join("\n"),
  );
} catch (error) {
  await Promise.all(running.map((one) => one.end()));
  stop(error instanceof Error ? error.message : String(error), "What it printed above says why.");
}
