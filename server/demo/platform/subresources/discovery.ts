export const group = "subresources.kubevirt.io";
export const versions = ["v1", "v1alpha3"];

/** What the real server lists: VM addvolume and portforward, usbredir, vsock and memorydump are missing there as well. */
const resourceNames = [
  "virtualmachines/start",
  "virtualmachines/stop",
  "virtualmachines/restart",
  "virtualmachines/migrate",
  "virtualmachines/removevolume",
  "virtualmachineinstances/addvolume",
  "virtualmachineinstances/removevolume",
  "virtualmachineinstances/pause",
  "virtualmachineinstances/unpause",
  "virtualmachineinstances/freeze",
  "virtualmachineinstances/unfreeze",
  "virtualmachineinstances/softreboot",
  "virtualmachineinstances/reset",
  "virtualmachineinstances/console",
  "virtualmachineinstances/vnc",
  "virtualmachineinstances/vnc/screenshot",
  "virtualmachineinstances/portforward",
  "virtualmachineinstances/guestosinfo",
  "virtualmachineinstances/userlist",
  "virtualmachineinstances/filesystemlist",
];

/** `verbs` is null on the real server too: no base to tell from what a person may do. */
export const discoveryOf = (version: string) => ({
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: `${group}/${version}`,
  resources: resourceNames.map((name) => ({ name, singularName: "", namespaced: true, kind: "", verbs: null })),
});

const build = { gitCommit: "", gitTreeState: "clean", buildDate: "", goVersion: "", compiler: "gc" };

/** What stands below a version without a namespace. */
export const clusterWide = (kubeVirt: string): Record<string, object> => ({
  version: { gitVersion: kubeVirt, ...build, platform: "linux/amd64" },
  guestfs: { registry: "quay.io/kubevirt", tag: kubeVirt, imagePrefix: "", digest: "", gsImage: "" },
  healthz: { apiserver: { connectivity: "ok" } },
});
