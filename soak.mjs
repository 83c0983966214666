// `npm run test:soak`: the tests that take long or thousands of connections; not part of `npm test`. Names narrow it: `npm run test:soak -- F17`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { browser, build, install, installStoreServer, projectEnv, projectNode, requireNode, root } from "./setup.mjs";

requireNode();
install();
build();
const chromium = browser();
installStoreServer();
const names = process.argv.slice(2);
const { status } = spawnSync(
  projectNode(),
  [
    join(root, "node_modules/@playwright/test/cli.js"),
    ...["test", "--project=soak", "--workers=1"],
    ...(names.length > 0 ? ["--grep", names.join("|")] : []),
  ],
  {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: projectEnv({ E2E_SOAK: "yes", ...(chromium && { PORTHOLE_CHROMIUM: chromium }) }),
  },
);
process.exit(status ?? 1);
