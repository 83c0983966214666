import { type Condition, type KubeObject, kindOf } from "../object.ts";

export type Quantities = Record<string, string>;

export type ContainerStatus = {
  name: string;
  ready: boolean;
  restartCount: number;
  started: boolean;
  state: unknown;
  image: string;
  imageID: string;
};

export type Pod = KubeObject & {
  spec: {
    nodeName?: string;
    restartPolicy?: string;
    terminationGracePeriodSeconds?: number;
    containers: { name: string; image: string; resources?: { requests?: Quantities; limits?: Quantities } }[];
    volumes?: { name: string; persistentVolumeClaim: { claimName: string } }[];
  };
  status?: {
    phase?: string;
    podIP?: string;
    podIPs?: { ip: string }[];
    hostIP?: string;
    startTime?: string;
    reason?: string;
    message?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
  };
};

export type ServicePort = { name?: string; port: number; protocol?: string; targetPort?: number; nodePort?: number };

export type Service = KubeObject & {
  spec: {
    type: string;
    clusterIP?: string;
    externalName?: string;
    externalTrafficPolicy?: string;
    allocateLoadBalancerNodePorts?: boolean;
    selector?: Record<string, string>;
    ports?: ServicePort[];
  };
  status?: { loadBalancer?: { ingress?: { ip: string; ipMode?: string }[] } };
};

export type Claim = KubeObject & {
  spec: {
    accessModes: string[];
    storageClassName: string;
    volumeMode?: string;
    volumeName?: string;
    resources: { requests: Quantities };
  };
  status?: { phase?: string; capacity?: Quantities; accessModes?: string[] };
};

export type CoreEvent = KubeObject & {
  involvedObject: { apiVersion?: string; kind: string; namespace?: string; name: string; uid?: string };
  type: string;
  reason: string;
  message: string;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
  source: { component: string; host?: string };
  reportingComponent: string;
  reportingInstance: string;
};

export type Secret = KubeObject & { type?: string; data?: Record<string, string>; stringData?: Record<string, string> };
export type ConfigMap = KubeObject & { data?: Record<string, string> };
export type Namespace = KubeObject & { status?: { phase?: string } };
export type ResourceQuota = KubeObject & {
  spec: { hard: Quantities };
  status?: { hard?: Quantities; used?: Quantities };
};
export type LimitRange = KubeObject & { spec: { limits: unknown[] } };
export type Node = KubeObject & { spec?: unknown; status?: { capacity?: Quantities; conditions?: Condition[] } };
export type StorageClass = KubeObject & {
  provisioner: string;
  allowVolumeExpansion: boolean;
  volumeBindingMode: string;
  reclaimPolicy: string;
  parameters?: Record<string, string>;
};

export const pods = kindOf<Pod>("", "v1", "pods", "Pod");
export const services = kindOf<Service>("", "v1", "services", "Service");
export const claims = kindOf<Claim>("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");
export const coreEvents = kindOf<CoreEvent>("", "v1", "events", "Event");
export const secrets = kindOf<Secret>("", "v1", "secrets", "Secret");
export const configMaps = kindOf<ConfigMap>("", "v1", "configmaps", "ConfigMap");
export const namespaces = kindOf<Namespace>("", "v1", "namespaces", "Namespace", false);
export const resourceQuotas = kindOf<ResourceQuota>("", "v1", "resourcequotas", "ResourceQuota");
export const limitRanges = kindOf<LimitRange>("", "v1", "limitranges", "LimitRange");
export const nodes = kindOf<Node>("", "v1", "nodes", "Node", false);
export const networks = kindOf<KubeObject>(
  "k8s.cni.cncf.io",
  "v1",
  "network-attachment-definitions",
  "NetworkAttachmentDefinition",
);
export const storageClasses = kindOf<StorageClass>("storage.k8s.io", "v1", "storageclasses", "StorageClass", false);
