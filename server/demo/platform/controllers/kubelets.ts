import { pods } from "../kinds/core.ts";
import { keyOf } from "../object.ts";
import { type Context, type Controller, createController } from "./controller.ts";

const mostMs = 1_500;

/** The nodes' kubelets, of which one thing is needed: a pod that is going gets its time and goes, whoever owned it. */
export const startKubelets = async (context: Context): Promise<Controller> => {
  const { client } = context;
  const all = client.informer(pods);
  const controller = createController(context, "kubelet", async (key, pace) => {
    const { metadata } = all.get(key) ?? {};
    if (metadata?.deletionTimestamp === undefined) return;
    const { deletionGracePeriodSeconds: seconds = 0, uid } = metadata;
    if (!pace.elapsed(`${uid} end`, Math.min(seconds * 1_000, mostMs))) return;
    await client.delete(pods, metadata, { gracePeriodSeconds: 0 });
  });
  await controller.watch(all, (pod) => (pod.metadata.deletionTimestamp === undefined ? [] : [keyOf(pod)]));
  return controller;
};
