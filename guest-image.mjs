// The small guest of real machines (`npm run demo -- --guests=qemu`, e2e/real-guest.spec.ts): found, or made on first use, outside the checkout.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { onPath, projectEnv, projectNode, root, say } from "./setup.mjs";

const recipe = join(root, "server/demo/guest-image");

/** A folder by the recipe's contents: another recipe is another guest. */
const folder = () => {
  const hash = createHash("sha256");
  for (const name of readdirSync(recipe).sort()) {
    if (!name.endsWith(".test.ts"))
      hash
        .update(name)
        .update("\0")
        .update(readFileSync(join(recipe, name)));
  }
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(caches, "porthole", `guest-${hash.digest("hex").slice(0, 12)}`);
};

/** `setpriv` (util-linux) has QEMU end with the demo, however that ends. */
const missingOf = (names) => names.filter((name) => !onPath(name));

/** The guest's folder, when everything is there to run it now; null otherwise. */
export const findGuestImage = () =>
  missingOf(["qemu-system-x86_64", "setpriv"]).length === 0 && existsSync(folder()) ? folder() : null;

/** The guest's folder, made where it can be: `{ folder }`, or `{ missing }` with what to do about it. */
export const makeGuestImage = () => {
  const [missing] = missingOf(["qemu-system-x86_64", "setpriv"]);
  if (missing) {
    const from = { "qemu-system-x86_64": "qemu-system-x86", setpriv: "util-linux" }[missing];
    return {
      missing: `${missing} is not on the PATH. Debian: apt-get install --no-install-recommends ${from}`,
    };
  }
  if (existsSync(folder())) return { folder: folder() };
  const tools = missingOf(["apt-get", "apt-cache", "dpkg", "perl"]);
  if (tools.length > 0) {
    return { missing: `the guest is made from Debian's packages, and there is no ${tools.join(", ")} here.` };
  }
  say("making the guest of real machines from Debian's packages (once, some 30 MB)…");
  const made = spawnSync(projectNode(), [join(recipe, "main.ts"), folder()], {
    encoding: "utf8",
    env: projectEnv(),
    stdio: ["ignore", "inherit", "pipe"],
  });
  if (made.status === 0) return { folder: folder() };
  return { missing: `the guest could not be made from Debian's packages:\n  ${made.stderr.trim()}` };
};
