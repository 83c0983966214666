import { useMutation } from "@tanstack/react-query";
import { problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import type { ObjectView } from "#lib/manifest/view.ts";

export type Opened<T> = {
  /** What is shown: with its secrets while somebody asked for them. */
  view: T;
  isOpening: boolean;
  problem: Problem | null;
  open: () => void;
  close: () => void;
};

/**
 * An object whose secrets are covered until somebody asks. Asking is a deed of its own, which the server notes: it is never repeated by
 * itself, and what was shown is covered again when the object has changed.
 */
export const useOpened = <T extends ObjectView>(covered: T, read: () => Promise<T>): Opened<T> => {
  const asking = useMutation({ mutationFn: async () => ({ view: await read(), of: covered.text }) });
  const { data } = asking;
  return {
    view: data && data.of === covered.text ? data.view : covered,
    isOpening: asking.isPending,
    problem: asking.isError ? problemFrom(asking.error) : null,
    open: () => asking.mutate(),
    close: asking.reset,
  };
};
