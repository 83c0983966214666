import { type KubeObject, keyOf } from "../object.ts";

const pauseMs = 1_000;
const atOnce = 50;

/** Objects that are worked on in quiet moments, a few at a time, so that the first list of thousands is not the slow one. */
export type ReadAhead<T extends KubeObject> = {
  /** The last one of a name counts. */
  soon: (object: T) => void;
  forget: (object: T) => void;
};

export const createReadAhead = <T extends KubeObject>(work: (object: T) => void): ReadAhead<T> => {
  const due = new Map<string, T>();
  let isWorking = false;

  const workOn = (): void => {
    let left = atOnce;
    for (const [key, object] of due) {
      due.delete(key);
      work(object);
      left -= 1;
      if (left === 0) break;
    }
    if (due.size > 0) setImmediate(workOn);
    else isWorking = false;
  };

  return {
    soon: (object) => {
      due.set(keyOf(object), object);
      if (isWorking) return;
      isWorking = true;
      setTimeout(workOn, pauseMs).unref();
    },
    forget: (object) => {
      due.delete(keyOf(object));
    },
  };
};
