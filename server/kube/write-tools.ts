import { awayCodes } from "#lib/api/problem.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube } from "./api.ts";
import type { AppReader, ReaderTiming } from "./app-reader.ts";
import type { WriteQueue } from "./write-queue.ts";
import type { TrailTiming, WriteTrail } from "./write-trail.ts";

export type WriterTiming = ReaderTiming &
  TrailTiming & {
    /** How long a delete waits for the last write to be carried out before it says "later". */
    patienceMs: number;
  };

/** What each kind of write to `apps.cozystack.io` works with. */
export type WriteTools = { kube: Kube; queue: WriteQueue; trail: WriteTrail; reader: AppReader; timing: WriterTiming };

/** Of one write, the first included. */
export const writeTries = 3;

/** A broken, late or lost answer does not say whether it was done, a lost race was not: both are repeated after a look, nothing else is. */
export const isWorthARepeat = (error: unknown): boolean =>
  [...awayCodes, "timeout", "busy"].includes(problemOf(error).code);
