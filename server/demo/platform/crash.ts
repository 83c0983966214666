import { apiServices } from "./bootstrap/infrastructure.ts";
import type { KubeClient } from "./client.ts";
import type { Clock } from "./clock.ts";
import { definitionsOf } from "./kinds/cozystack.ts";

/** The APIService whose annotations are the switches: only an administrator writes it. */
const apiService = "v1alpha1.apps.cozystack.io";
const restartAnnotation = "demo.porthole/restart";
const crashAnnotation = "demo.porthole/crash-on-parallel-writes";

/** How long nothing listens, and how long the new process knows nobody (platform-api.md 10.2.3). */
const lengths = { down: 1_000, starting: 1_000 } as const;

type Restart = (pause: (step: keyof typeof lengths) => Promise<void>) => Promise<void>;

/** A write of an application: `begin` is called before it, what it gives back afterwards. */
export type OnWrite = (kind: string, hasUserLabels: boolean) => () => void;

/**
 * Restarts of Cozystack's API server: whenever the restart annotation gets another value, when an application is defined and, when it is switched on, as upstream
 * by two writes at once of one kind whose objects carry no label of their own (they share one map in the server).
 */
export const createCrash = (clock: Clock) => {
  let isArmed = false;
  let last: string | undefined;
  let restart: Restart | undefined;
  const writing = new Map<string, number>();
  const pause = (step: keyof typeof lengths) =>
    new Promise<void>((resolve) => {
      clock.after(lengths[step], resolve);
    });

  const onWrite: OnWrite = (kind, hasUserLabels) => {
    if (hasUserLabels) return () => {};
    const count = (writing.get(kind) ?? 0) + 1;
    writing.set(kind, count);
    if (isArmed && count > 1) void restart?.(pause);
    return () => {
      writing.set(kind, (writing.get(kind) ?? 1) - 1);
    };
  };

  /** The platform restarts the server's deployment when what it serves is defined anew. */
  const followDefinitions = async (client: KubeClient, kind: string): Promise<void> => {
    const definitions = client.informer(definitionsOf(kind));
    await definitions.ready;
    const known = new Map<string, string>();
    let isReplay = true;
    definitions.on(({ type, object: { metadata, spec } }) => {
      const said = type === "deleted" ? undefined : JSON.stringify(spec);
      if (known.get(metadata.name) === said) return;
      if (said === undefined) known.delete(metadata.name);
      else known.set(metadata.name, said);
      if (!isReplay) void restart?.(pause);
    });
    isReplay = false;
  };

  return {
    onWrite,
    followDefinitions,
    follow: (client: KubeClient, how: Restart): void => {
      restart = how;
      client.informer(apiServices).on(({ object: { metadata } }) => {
        if (metadata.name !== apiService) return;
        isArmed = metadata.annotations?.[crashAnnotation] === "true";
        const asked = metadata.annotations?.[restartAnnotation];
        if (asked !== undefined && asked !== last) void how(pause);
        last = asked;
      });
    },
  };
};
