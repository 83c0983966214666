import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { archive } from "./cpio.ts";
import { fileSystem } from "./file-system.ts";
import { unpackPackages } from "./packages.ts";

/** Makes the guest of real machines from Debian's packages: `vmlinuz` and `initrd.gz` in the folder that the first argument names. */
const make = (target: string): void => {
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(`${target}-`);
  try {
    const opened = unpackPackages(work);
    const made = join(work, "made");
    mkdirSync(made);
    const kernel = readdirSync(join(opened, "boot")).find((name) => name.startsWith("vmlinuz"));
    if (!kernel) throw new Error("Debian's kernel package has no kernel");
    copyFileSync(join(opened, "boot", kernel), join(made, "vmlinuz"));
    writeFileSync(join(made, "initrd.gz"), gzipSync(archive(fileSystem(opened))));
    rmSync(target, { recursive: true, force: true });
    // Whoever looks for it finds it whole.
    renameSync(made, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const [target] = process.argv.slice(2);
if (!target) throw new Error("the folder to make the guest in is the first argument");
try {
  make(target);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
