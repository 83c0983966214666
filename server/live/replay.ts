import * as z from "zod";

const endSchema = z.object({
  metadata: z.object({ annotations: z.object({ "k8s.io/initial-events-end": z.literal("true") }) }),
});

/** The bookmark after which a watch that began with everything there is tells what changes. */
export const endsReplay = (bookmark: unknown): boolean => endSchema.safeParse(bookmark).success;

type ReplayOptions = {
  /** How long nothing may come before that is taken for an end. */
  silenceMs: number;
  limitMs: number;
  /** It takes longer than the limit, and something is coming all the same. */
  onSlow: () => void;
  /** Nothing came for that long; true when this is the end of it. */
  onSilence: (seen: ReadonlySet<string>) => boolean | Promise<boolean>;
  onComplete: (seen: ReadonlySet<string>) => void;
  /** It takes longer than the limit, and nothing is coming any more. */
  onLate: () => void;
};

/** What came within this time is still coming: to begin again would take even longer. */
const underWayMs = 5_000;

/** The first part of a watch that was opened without a version: everything there is, one object a line. */
export const createReplay = ({ silenceMs, limitMs, onSilence, onComplete, onSlow, onLate }: ReplayOptions) => {
  const seen = new Set<string>();
  let isOver = false;
  let isComplete = false;
  let silence: NodeJS.Timeout | null = null;
  let heardAt = Number.NEGATIVE_INFINITY;
  const limit = setTimeout(() => {
    if (performance.now() - heardAt < underWayMs) {
      limit.refresh();
      return onSlow();
    }
    dispose();
    onLate();
  }, limitMs).unref();

  const dispose = () => {
    isOver = true;
    clearTimeout(limit);
    if (silence) clearTimeout(silence);
  };
  const complete = () => {
    if (isOver) return;
    dispose();
    isComplete = true;
    onComplete(seen);
    seen.clear();
  };
  const look = async () => {
    const count = seen.size;
    const isEnd = await onSilence(seen);
    if (isOver) return;
    if (isEnd && count === seen.size) complete();
    else silence?.refresh();
  };

  return {
    get isComplete() {
      return isComplete;
    },
    /** The server has begun to answer: from now on silence says something. */
    opened: () => {
      if (!isOver) silence = setTimeout(() => void look(), silenceMs).unref();
    },
    heard: (name: string, isGone: boolean) => {
      if (isOver) return;
      heardAt = performance.now();
      if (isGone) seen.delete(name);
      else seen.add(name);
      silence?.refresh();
    },
    complete,
    dispose,
  };
};

export type Replay = ReturnType<typeof createReplay>;
