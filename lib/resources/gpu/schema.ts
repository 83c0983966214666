import * as z from "zod";
import { lenient, metadataSchema, section } from "../kube-object.ts";

const devices = lenient(z.object({ resourceName: z.string().min(1).max(253) }));

/** KubeVirt (`kubevirt.io/v1`): of its configuration, which devices of nodes may be given to machines. */
export const kubeVirtSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    configuration: section({ permittedHostDevices: section({ pciHostDevices: devices, mediatedDevices: devices }) }),
  }),
});
export type KubeVirtObject = z.output<typeof kubeVirtSchema>;
