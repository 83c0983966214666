import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTick } from "#components/ui/use-tick.ts";
import { client, problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import { queries, staleAfter } from "#lib/api/queries.ts";
import type { PowerAction, PowerAnswer } from "#lib/api/requests.ts";
import {
  afterLook,
  beginCourse,
  isFollowed,
  isOver,
  type PowerCourse,
  slownessOf,
} from "#lib/resources/vm/power-course.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

/** How long a change may take to show (a Helm upgrade takes tens of seconds) before the buttons are free again. */
const shownWithinMs = 60_000;
/** How often the machine is looked at while something asked of it is under way. */
const followEveryMs = 3_000;

export type PowerProgress = { course: PowerCourse; slow: "shutdown" | "other" | null };

export type Power = {
  /** Sent, or accepted and not visible yet. */
  underWay: PowerAction | null;
  done: PowerAnswer | null;
  failed: { action: PowerAction; problem: Problem } | null;
  /** Where what was accepted stands; null where nobody follows it. */
  progress: PowerProgress | null;
  /** `onDone`: it was accepted. */
  run: (action: PowerAction, onDone?: () => void) => void;
  dismiss: () => void;
};

/** Power of one machine: one call at a time, its outcome, followed until the machine is what was asked for. */
export const usePower = (tenant: string, vm: VmView): Power => {
  const queryClient = useQueryClient();
  const now = useTick();
  const [course, setCourse] = useState<PowerCourse | null>(null);
  /** True from the click on, not from the drawing after it: a second click may be handled between the two, the answer even before it. */
  const isTaken = useRef(false);
  const mutation = useMutation({
    mutationFn: (action: PowerAction) => client.power(tenant, vm.name, { action }),
    // Taken before it is sent: the machine may have moved by the time the answer is there.
    onMutate: () => ({ from: vm }),
    onSuccess: ({ action }, _action, { from }) =>
      setCourse(isFollowed(action) ? beginCourse(action, from, Date.now()) : null),
    onError: () => setCourse(null),
    onSettled: () => {
      for (const queryKey of staleAfter.power) void queryClient.invalidateQueries({ queryKey });
    },
  });

  const seen = course && afterLook(course, vm);
  if (seen !== course) setCourse(seen);
  const isFollowing = course !== null && !isOver(course);
  // The list's stream tells of states; a new instance in the same state shows in the details alone.
  useQuery({ ...queries.vm(tenant, vm.name), refetchInterval: followEveryMs, enabled: isFollowing });

  const isHidden = isFollowing && !course.hasMoved && course.fate === "under-way" && now - course.at <= shownWithinMs;
  const underWay = mutation.isPending ? mutation.variables : isHidden ? course.action : null;
  useEffect(() => {
    if (underWay === null) isTaken.current = false;
  });

  return {
    underWay,
    done: mutation.data ?? null,
    failed: mutation.isError ? { action: mutation.variables, problem: problemFrom(mutation.error) } : null,
    progress: course && { course, slow: slownessOf(course, vm, now) },
    run: (action, onDone) => {
      if (isTaken.current) return;
      isTaken.current = true;
      mutation.mutate(action, { onSuccess: onDone });
    },
    dismiss: () => {
      mutation.reset();
      setCourse(null);
    },
  };
};
