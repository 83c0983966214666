import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { createQmp, type Qmp, type QmpEvent } from "./qmp.ts";

const memoryMiB = 128;
/**
 * What QEMU may keep of translated code. Where it keeps more, the code of the last start slows the next one down: the kernel unpacks itself
 * over it byte by byte, and each byte asks whether it was code (a quarter of a minute instead of two seconds).
 */
const translatedMiB = 24;

export type QemuProcess = Qmp & {
  screenPath: string;
  serialPath: string;
  /** Where QEMU may leave files. */
  folder: string;
  /** Ends it at once, and takes its files away. */
  kill: () => void;
};

type Options = {
  /** Holds `vmlinuz` and `initrd.gz` (../../guest-image). */
  image: string;
  hostname: string;
  onEvent: (event: QmpEvent) => void;
  /** It ended, for whatever reason; with its own last words when it was not asked to. */
  onExit: (trouble: string | undefined) => void;
};

const kernelWords = (hostname: string) =>
  `console=tty0 console=ttyS0,115200 tsc=reliable random.trust_cpu=on mitigations=off panic=-1 hostname=${hostname}`;

/** Emulated without KVM, whose device may be there and not work. A guest that switches itself off stays for us to decide. */
const machineArguments = ({ image, hostname }: Options, screen: string, serial: string): string[] => [
  ...["-machine", "pc", "-accel", `tcg,tb-size=${translatedMiB}`, "-cpu", "max", "-m", `${memoryMiB}M`, "-smp", "1"],
  ...["-nodefaults", "-no-user-config", "-no-shutdown", "-display", "none", "-vga", "std"],
  ...["-kernel", join(image, "vmlinuz"), "-initrd", join(image, "initrd.gz"), "-append", kernelWords(hostname)],
  ...["-vnc", `unix:${screen}`],
  ...["-chardev", `socket,id=serial,path=${serial},server=on,wait=off`, "-serial", "chardev:serial"],
  ...["-chardev", "socket,id=qmp,fd=3", "-mon", "chardev=qmp,mode=control"],
];

const controlOf = ({ stdio }: ChildProcess): Duplex => {
  const control = stdio[3];
  if (control instanceof Duplex) return control;
  throw new Error("QEMU was started without its control socket");
};

/** One QEMU. `setpriv` has the kernel end it with this process, however that ends. */
export const startQemu = (options: Options): QemuProcess => {
  const folder = mkdtempSync(join(tmpdir(), "porthole-qemu-"));
  const [screenPath, serialPath] = [join(folder, "screen"), join(folder, "serial")];
  const child = spawn(
    "setpriv",
    ["--pdeathsig", "KILL", "--", "qemu-system-x86_64", ...machineArguments(options, screenPath, serialPath)],
    { stdio: ["ignore", "ignore", "pipe", "pipe"], cwd: folder },
  );
  const clean = (): void => rmSync(folder, { recursive: true, force: true });
  let words = "";
  child.stderr?.on("data", (bytes: Buffer) => {
    words = `${words}${bytes}`.slice(-1_000);
  });
  let isKilled = false;
  child.once("error", (error) => options.onExit(error.message));
  child.once("exit", (code) => {
    clean();
    options.onExit(isKilled || code === 0 ? undefined : `QEMU ended with ${code ?? "a signal"}: ${words.trim()}`);
  });
  const qmp = createQmp(controlOf(child), options.onEvent);
  return {
    ...qmp,
    screenPath,
    serialPath,
    folder,
    kill: () => {
      isKilled = true;
      child.kill("SIGKILL");
      clean();
    },
  };
};
