import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Entry, file } from "./cpio.ts";
import { programOf } from "./packages.ts";

/** Keyboards of the guest by the names that the product gives them, as X's layout and variant. */
const layouts: Record<string, readonly string[]> = {
  "en-us": ["us"],
  "en-gb": ["gb"],
  "de-ch": ["ch", "de"],
  "fr-ch": ["ch", "fr"],
  "de-de": ["de"],
  "fr-fr": ["fr"],
  "it-it": ["it"],
};

export const keymapFolder = "usr/share/keymaps";

const piped = (command: string, args: readonly string[], input: string | Buffer = ""): Buffer =>
  execFileSync(command, args, { input, stdio: ["pipe", "pipe", "ignore"] });

/**
 * Each layout as the kernel takes it from busybox' `loadkmap`, made as Debian makes its consoles' keyboards: from X's layouts by `ckbcomp`.
 * Accents behind dead keys are in the kernel's own table.
 */
export const keymaps = (opened: string): Entry[] =>
  Object.entries(layouts).map(([name, layout]) => {
    const data = join(opened, "usr/share/X11/xkb");
    const source = piped("perl", [join(opened, "usr/bin/ckbcomp"), `-I${data}`, ...layout]);
    const binary = piped(programOf(opened, "loadkeys"), ["-b", "-u"], source);
    return file(`${keymapFolder}/${name}.bmap`, binary);
  });
