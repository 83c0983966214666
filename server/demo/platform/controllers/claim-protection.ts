import { indexOf } from "../client/index-of.ts";
import { claims, type Pod, pods } from "../kinds/core.ts";
import { keyOf } from "../object.ts";
import { type Context, type Controller, createController } from "./controller.ts";

const finalizer = "kubernetes.io/pvc-protection";

/** kube-controller-manager's PVC protection: a claim that is to go stays for as long as a scheduled pod uses it, even a finished one. */
export const startClaimProtection = async (context: Context): Promise<Controller> => {
  const { client } = context;
  const allClaims = client.informer(claims);
  const allPods = client.informer(pods);
  await Promise.all([allClaims.ready, allPods.ready]);
  const usersOf = indexOf(allPods, (pod) => (pod.spec.nodeName === undefined ? [] : claimsOf(pod)));

  const controller = createController(context, "pvc-protection-controller", async (key) => {
    const { metadata } = allClaims.get(key) ?? {};
    if (metadata?.deletionTimestamp === undefined || !metadata.finalizers?.includes(finalizer)) return;
    if (usersOf(key).length > 0) return;
    const finalizers = metadata.finalizers.filter((it) => it !== finalizer);
    await client.mergePatch(claims, metadata, { metadata: { finalizers, resourceVersion: metadata.resourceVersion } });
  });

  await controller.watch(allClaims, (claim) => (claim.metadata.deletionTimestamp === undefined ? [] : [keyOf(claim)]));
  await controller.watch(allPods, claimsOf);
  return controller;
};

function claimsOf({ metadata, spec }: Pod): string[] {
  return (spec.volumes ?? []).map(
    ({ persistentVolumeClaim }) => `${metadata.namespace}/${persistentVolumeClaim.claimName}`,
  );
}
