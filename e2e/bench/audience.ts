import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { projectNode } from "../../setup.mjs";
import type { FromViewers, ToViewers, ViewersPlan, ViewersSaw } from "./viewers.ts";

/** Many that look on, in a process of their own so that they cost the product nothing but their streams. */
export class Audience {
  readonly #child: ChildProcess;

  constructor() {
    const file = fileURLToPath(new URL("./viewers.ts", import.meta.url));
    this.#child = fork(file, [], { execPath: projectNode(), stdio: ["ignore", "inherit", "inherit", "ipc"] });
  }

  /** Resolves when all were answered. */
  async open(...plans: ViewersPlan[]): Promise<void> {
    await this.#ask({ plans }, (message) => "isOpen" in message || undefined);
  }

  /** What was seen before counts no more. */
  begin(): void {
    this.#tell({ begin: true });
  }

  report = (): Promise<ViewersSaw> =>
    this.#ask({ report: true }, (message) => ("saw" in message ? message.saw : undefined));

  async dispose(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.disconnect();
    await gone;
  }

  #tell(message: ToViewers): void {
    this.#child.send(message);
  }

  async #ask<T>(message: ToViewers, read: (answer: FromViewers) => T | undefined): Promise<T> {
    this.#tell(message);
    for (;;) {
      // The child says nothing else.
      const [answer] = (await once(this.#child, "message")) as [FromViewers];
      const found = read(answer);
      if (found !== undefined) return found;
    }
  }
}
