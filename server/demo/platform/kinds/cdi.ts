import { type Condition, type KubeObject, kindOf } from "../object.ts";
import type { Quantities } from "./core.ts";

export type DataVolumeSource = {
  pvc?: { namespace: string; name: string };
  http?: { url: string; extraHeaders?: string[]; checksum?: string };
  registry?: { url: string };
  upload?: Record<string, never>;
  blank?: Record<string, never>;
};

export type DataVolume = KubeObject & {
  spec: { source: DataVolumeSource; storage: { resources: { requests: Quantities }; storageClassName: string } };
  status?: {
    phase?: string;
    progress?: string;
    restartCount?: number;
    claimName?: string;
    conditions?: Condition[];
  };
};

export type CdiConfig = KubeObject & { spec: Record<string, unknown>; status?: Record<string, unknown> };
export type StorageProfile = KubeObject & { spec: Record<string, unknown>; status?: Record<string, unknown> };

const group = "cdi.kubevirt.io";

export const dataVolumes = kindOf<DataVolume>(group, "v1beta1", "datavolumes", "DataVolume");
export const cdiConfigs = kindOf<CdiConfig>(group, "v1beta1", "cdiconfigs", "CDIConfig", false);
export const storageProfiles = kindOf<StorageProfile>(group, "v1beta1", "storageprofiles", "StorageProfile", false);
