export const group = "subresources.kubevirt.io";
export const versions = ["v1", "v1alpha3"];

/** What the real server lists: usbredir, vsock, the memory dumps, VM addvolume and portforward are missing there as well. */
const resourceNames = [
  "expand-vm-spec",
  ...[
    "vnc",
    "vnc/screenshot",
    "console",
    "portforward",
    "pause",
    "unpause",
    "freeze",
    "unfreeze",
    "softreboot",
    "reset",
    "guestosinfo",
    "userlist",
    "filesystemlist",
    "addvolume",
    "removevolume",
    "evacuate/cancel",
    "objectgraph",
    "backup",
    "sev/fetchcertchain",
    "sev/querylaunchmeasurement",
    "sev/setupsession",
    "sev/injectlaunchsecret",
  ].map((name) => `virtualmachineinstances/${name}`),
  ...["start", "stop", "restart", "migrate", "removevolume", "expand-spec", "evacuate/cancel", "objectgraph"].map(
    (name) => `virtualmachines/${name}`,
  ),
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
