import type { OnWrite } from "../crash.ts";
import type { Application } from "./application.ts";
import type { Written } from "./body.ts";
import type { Definition } from "./definitions.ts";
import { Failure } from "./failure.ts";
import type { ApplicationWrites } from "./writes.ts";

const longestMs = 34_000;

/** Writes that are answered with 504 when what is behind them takes too long, and that whoever counts them hears of. */
export const limited = (writes: ApplicationWrites, onWrite: OnWrite, limitMs = longestMs): ApplicationWrites => {
  const run = async (
    { kind }: Definition,
    { metadata }: Written,
    write: () => Promise<Application>,
  ): Promise<Application> => {
    const done = onWrite(kind, Object.keys(metadata.labels ?? {}).length > 0);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const why = "Timeout: request did not complete within requested timeout - context deadline exceeded";
      timer = setTimeout(() => reject(new Failure(504, "Timeout", why, {})), limitMs);
    });
    return Promise.race([write(), late]).finally(() => {
      clearTimeout(timer);
      done();
    });
  };
  return {
    create: (definition, namespace, written) =>
      run(definition, written, () => writes.create(definition, namespace, written)),
    replace: (target, written) => run(target.definition, written, () => writes.replace(target, written)),
    remove: writes.remove,
  };
};
