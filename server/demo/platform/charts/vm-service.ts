import type { Era } from "../eras/era.ts";
import type { Service } from "../kinds/core.ts";
import { ChartFailure } from "./chart.ts";
import type { VmValues } from "./vm-values.ts";

const placeholderPort = 65535;

/** Service R: a list of ports, or the whole address, or headless (platform-api.md 2.2); none for private ones of old. */
export const vmService = (
  { services: { areForPrivate, filterPorts } }: Era,
  namespace: string,
  name: string,
  labels: Record<string, string>,
  values: VmValues,
): Service | undefined => {
  const selector = { "app.kubernetes.io/name": "vm-instance", "app.kubernetes.io/instance": name };
  if (!values.external && !areForPrivate) return undefined;
  if (!values.external) {
    return {
      metadata: { namespace, name, labels: { ...labels, "apps.cozystack.io/user-service": "true" } },
      spec: { type: "ClusterIP", clusterIP: "None", selector, ports: [{ port: placeholderPort }] },
    };
  }
  const isWhole = values.externalMethod === "WholeIP";
  const ports = isWhole && values.externalPorts.length === 0 ? [placeholderPort] : values.externalPorts;
  assertPorts(name, ports);
  return {
    metadata: {
      namespace,
      name,
      labels: {
        ...labels,
        "apps.cozystack.io/user-service": "true",
        ...(filterPorts && { "service.kubernetes.io/service-proxy-name": "cozy-proxy" }),
      },
      annotations: {
        // Before cozy-proxy filtered, it passed the whole address to the machine whatever the method.
        "networking.cozystack.io/wholeIP": `${isWhole || !filterPorts}`,
        ...(!isWhole && filterPorts && { "networking.cozystack.io/allowICMP": `${values.externalAllowICMP}` }),
      },
    },
    spec: {
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      allocateLoadBalancerNodePorts: false,
      selector,
      ports: ports.map((port) => ({ name: `port-${port}`, port, targetPort: port, protocol: "TCP" })),
    },
  };
};

/** What Kubernetes refuses about a Service, in its words. */
const assertPorts = (name: string, ports: number[]): void => {
  const refuse = (why: string) => {
    throw new ChartFailure(`Service "${name}" is invalid: ${why}`);
  };
  if (ports.length === 0) refuse("spec.ports: Required value");
  ports.forEach((port, index) => {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      refuse(`spec.ports[${index}].port: Invalid value: ${port}: must be between 1 and 65535, inclusive`);
    }
    if (ports.indexOf(port) !== index) refuse(`spec.ports[${index}].name: Duplicate value: "port-${port}"`);
  });
};
