// The production build: Next's pages, then every static file also as brotli and gzip, so that the server never compresses one twice.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { joinFirstFiles } from "./join-first-files.mjs";

const root = dirname(fileURLToPath(import.meta.url));

// Types of a removed route left in .next/dev break the next build.
rmSync(join(root, ".next", "dev", "types"), { recursive: true, force: true });

const next = spawnSync(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
if (next.status !== 0) process.exit(next.status ?? 1);

const worthIt = /\.(js|css|svg|json|txt|map)$/;

const compress = (folder) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compress(path);
    else if (worthIt.test(name)) {
      const bytes = readFileSync(path);
      const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
      if (packed.length > 0.9 * bytes.length) continue;
      writeFileSync(`${path}.br`, packed);
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  }
};
joinFirstFiles(join(root, ".next"));
compress(join(root, ".next", "static"));
