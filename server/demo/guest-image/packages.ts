import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Programs and data of the guest, besides its kernel. */
const wanted = ["busybox-static", "kbd", "console-setup", "xkb-data"];

/** A mirror that does not answer is given up, where apt would wait for minutes. */
const patience = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20", "-o", "Acquire::Retries=1"];

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 300_000 });

/** The package of the newest kernel for virtual machines: the one that `linux-image-cloud-amd64` stands for. */
const kernelPackage = (cwd: string): string => {
  const kernel = /Depends:\s*(linux-image-\S+-cloud-amd64)\b/.exec(
    run("apt-cache", ["depends", "linux-image-cloud-amd64"], cwd),
  )?.[1];
  if (!kernel) throw new Error("apt-cache knows no linux-image-cloud-amd64 (apt-get update brings the lists)");
  return kernel;
};

/** Fetches Debian's packages into a folder and opens them there, without root and without installing anything. Returns where their files are. */
export const unpackPackages = (folder: string): string => {
  run("apt-get", [...patience, "download", kernelPackage(folder), ...wanted], folder);
  const opened = join(folder, "opened");
  for (const name of readdirSync(folder)) {
    if (name.endsWith(".deb")) run("dpkg", ["-x", join(folder, name), opened], folder);
  }
  return opened;
};

/** Where a program of an opened package is: Debian moved them from /bin to /usr/bin. */
export const programOf = (opened: string, name: string): string => {
  const found = ["usr/bin", "bin"].map((folder) => join(opened, folder, name)).find((path) => existsSync(path));
  if (!found) throw new Error(`Debian's packages have no ${name}`);
  return found;
};
