import type { Condition } from "../object.ts";

/** Why a launcher pod waits, by the failure that its machine meets. */
export const waits: Partial<Record<string, { reason: string; message: string }>> = {
  "stuck-starting": { reason: "ContainerCreating", message: "" },
  "image-pull-fails": { reason: "ErrImagePull", message: "failed to pull image: manifest unknown" },
  "image-pull-waits": { reason: "ImagePullBackOff", message: "Back-off pulling image" },
};

export const pausedByUser: Condition = {
  type: "Paused",
  status: "True",
  reason: "PausedByUser",
  message: "VMI was paused by user",
};
export const pausedByIoError: Condition = {
  type: "Paused",
  status: "True",
  reason: "PausedIOError",
  message: "VMI was paused, IO error",
};
export const ready: Condition = { type: "Ready", status: "True" };
export const synchronized: Condition = { type: "Synchronized", status: "True" };
export const notReady = (reason: string, message: string): Condition => ({
  type: "Ready",
  status: "False",
  reason,
  message,
});
export const notSynchronized = (reason: string, message: string): Condition => ({
  type: "Synchronized",
  status: "False",
  reason,
  message,
});
