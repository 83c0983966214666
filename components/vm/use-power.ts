import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTick } from "#components/ui/use-tick.ts";
import { client, problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import { staleAfter } from "#lib/api/queries.ts";
import type { PowerAction, PowerAnswer } from "#lib/api/requests.ts";
import type { VmState, VmView } from "#lib/resources/vm/view.ts";

/** How long a change may take to show (a Helm upgrade takes tens of seconds) before the buttons are free again. */
const shownWithinMs = 60_000;

type Asked = { action: PowerAction; from: VmState; at: number };

export type Power = {
  /** Sent, or accepted and not visible yet. */
  underWay: PowerAction | null;
  done: PowerAnswer | null;
  failed: { action: PowerAction; problem: Problem } | null;
  /** `onDone`: it was accepted. */
  run: (action: PowerAction, onDone?: () => void) => void;
  dismiss: () => void;
};

/** Power of one machine: one call at a time, its outcome, and whether the machine has begun to show it. */
export const usePower = (tenant: string, vm: VmView): Power => {
  const queryClient = useQueryClient();
  const now = useTick();
  const [asked, setAsked] = useState<Asked | null>(null);
  /** True from the click on, not from the drawing after it: a second click may be handled between the two, the answer even before it. */
  const isTaken = useRef(false);
  const mutation = useMutation({
    mutationFn: (action: PowerAction) => client.power(tenant, vm.name, { action }),
    // Taken before it is sent: the machine may have moved by the time the answer is there.
    onMutate: () => ({ from: vm.state }),
    onSuccess: ({ action }, _action, { from }) => {
      // A restart may be over between two looks; nothing is waited for.
      if (action !== "restart") setAsked({ action, from, at: Date.now() });
    },
    onSettled: () => {
      for (const queryKey of staleAfter.power) void queryClient.invalidateQueries({ queryKey });
    },
  });

  useEffect(() => {
    if (!asked && !mutation.isPending) isTaken.current = false;
  });
  if (asked && (asked.from !== vm.state || now - asked.at > shownWithinMs)) setAsked(null);

  return {
    underWay: mutation.isPending ? mutation.variables : (asked?.action ?? null),
    done: mutation.data ?? null,
    failed: mutation.isError ? { action: mutation.variables, problem: problemFrom(mutation.error) } : null,
    run: (action, onDone) => {
      if (isTaken.current) return;
      isTaken.current = true;
      mutation.mutate(action, { onSuccess: onDone });
    },
    dismiss: mutation.reset,
  };
};
