import { instances, virtualMachines } from "../../platform/kinds/kubevirt.ts";
import type { PlatformOn } from "./platform-on.ts";

const group = "subresources.kubevirt.io";
export const subresources = (namespace: string, version = "v1") => `/apis/${group}/${version}/namespaces/${namespace}`;
export const instance = (name: string, verb: string) => `virtualmachineinstances/${name}/${verb}`;
export const machine = (name: string, verb: string) => `virtualmachines/${name}/${verb}`;

type More = {
  /** Of the instance; without one the machine is off. */
  status?: object;
  devices?: object;
  domain?: object;
  spec?: object;
};

/** A namespace's machines without anything behind them, and the subresources as the administrator asks them. */
export const machinesIn = ({ client, api }: PlatformOn, namespace: string) => {
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { Accept: "*/*" };
    const answer = await api.call(method, `${subresources(namespace)}/${path}`, body, { headers });
    return { code: answer.code, text: answer.text, type: answer.headers.get("content-type"), status: answer.body };
  };
  return {
    call,
    put: (path: string, body?: unknown) => call("PUT", path, body),
    create: async (name: string, { status, devices, domain, spec: more }: More = {}): Promise<void> => {
      const own = { devices: { disks: [], interfaces: [], ...devices }, ...domain };
      const spec = { domain: own, networks: [], volumes: [], ...more };
      const metadata = { namespace, name };
      const template = { metadata: { labels: {} }, spec };
      await client.create(virtualMachines, { metadata, spec: { runStrategy: "Always", template } });
      if (status) await client.create(instances, { metadata, spec, status });
    },
    machine: (name: string) => client.get(virtualMachines, { namespace, name }),
    instance: (name: string) => client.get(instances, { namespace, name }),
  };
};

export type Machines = ReturnType<typeof machinesIn>;
