import type { Draft } from "./draft.ts";

/** One change of a draft that somebody may take back. */
export type Step = { before: Draft; after: Draft };

/** What was changed since stays: only what still is as the step left it becomes what it was. */
export const undone = (now: Draft, { before, after }: Step): Draft => ({
  ...takenBack(now, before, after),
  input: takenBack(now.input, before.input, after.input),
  disks: now.disks.flatMap((disk) => {
    const at = ({ disks }: Draft) => disks.find(({ part }) => part === disk.part);
    if (disk !== at(after)) return [disk];
    const was = at(before);
    return was ? [was] : [];
  }),
});

const takenBack = <T extends object>(now: T, before: T, after: T): T => {
  const changed = Object.entries(now).map(([key, value]) => [
    key,
    value === Reflect.get(after, key) ? Reflect.get(before, key) : value,
  ]);
  // The keys are those of `now`, the values those of one of the three.
  return Object.fromEntries(changed) as T;
};
