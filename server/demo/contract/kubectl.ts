import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

// biome-ignore lint/style/noProcessEnv: where a test finds its tools is no configuration of the product.
const { KUBECTL, PATH } = process.env;

const minorOf = (kubectl: string): number => {
  try {
    const { clientVersion } = JSON.parse(
      execFileSync(kubectl, ["version", "--client", "-o", "json"], { encoding: "utf8", stdio: "pipe" }),
    );
    return Number.parseInt(clientVersion.minor, 10);
  } catch {
    return 0;
  }
};

/** KUBECTL, or the PATH's from 1.30 on. */
export const kubectlPath: string | undefined = [KUBECTL, "kubectl"].find((it) => it && minorOf(it) >= 30);
export const kubectlReason = kubectlPath ? "" : " (skipped: neither KUBECTL nor the PATH has a kubectl from 1.30 on)";

export type Kubectl = {
  /** What it printed; fails the test with its complaint. */
  run: (...args: string[]) => Promise<string>;
  /** Writes the object to a file and applies that. */
  apply: (object: object, ...args: string[]) => Promise<string>;
  /** A command that goes on; `until` resolves once it printed that. */
  follow: (...args: string[]) => { until: (pattern: RegExp) => Promise<string>; end: () => void };
  dispose: () => Promise<void>;
};

/** A person's own kubectl: a home of its own, and the kubeconfig. */
export const openKubectl = async (kubeconfig: string): Promise<Kubectl> => {
  const home = await mkdtemp(join(tmpdir(), "porthole-kubectl-"));
  const config = join(home, "config");
  await writeFile(config, kubeconfig, { mode: 0o600 });
  const options = { env: { NODE_ENV: "test" as const, HOME: home, KUBECONFIG: config, PATH } };
  const running: ChildProcess[] = [];
  const run = async (...args: string[]): Promise<string> => {
    try {
      return (await promisify(execFile)(kubectlPath ?? "", args, options)).stdout;
    } catch (error) {
      // Who loses against a controller's write is told to try again.
      if (String(error).includes("the object has been modified")) return run(...args);
      throw error;
    }
  };
  return {
    run,
    apply: async (object, ...args) => {
      const file = join(home, "object.json");
      await writeFile(file, JSON.stringify(object));
      return run("apply", "-f", file, ...args);
    },
    follow: (...args) => {
      const child = spawn(kubectlPath ?? "", args, options);
      running.push(child);
      let printed = "";
      let look = (): void => {};
      child.stdout.on("data", (chunk: Buffer) => {
        printed += chunk;
        look();
      });
      return {
        until: (pattern) =>
          new Promise((resolve) => {
            look = () => pattern.test(printed) && resolve(printed);
            look();
          }),
        end: () => child.kill(),
      };
    },
    dispose: async () => {
      for (const child of running) child.kill();
      await rm(home, { recursive: true });
    },
  };
};
