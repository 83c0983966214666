/** Work that must not run inside the write that caused it: one job after another, soon. A failing job is reported, not fatal. */
export class WorkQueue {
  readonly #jobs: (() => void)[] = [];
  readonly #report: (cause: unknown) => void;
  #scheduled: NodeJS.Immediate | undefined;
  #disposed = false;

  constructor(report: (cause: unknown) => void) {
    this.#report = report;
  }

  add(job: () => void): void {
    if (this.#disposed) return;
    this.#jobs.push(job);
    this.#scheduled ??= setImmediate(() => this.#run());
  }

  dispose(): void {
    this.#disposed = true;
    this.#jobs.length = 0;
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
  }

  #run(): void {
    this.#scheduled = undefined;
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
      try {
        job();
      } catch (cause) {
        this.#report(cause);
      }
    }
  }
}
