import type { ApplicationKind } from "../apps/definitions.ts";
import type { Era } from "../eras/era.ts";
import type { Chart } from "./chart.ts";
import { tenantChart } from "./tenant.ts";
import { vmDiskChart } from "./vm-disk.ts";
import { vmInstanceChart } from "./vm-instance.ts";

/** The charts that an era's platform installs its applications with. */
export const chartsOf = (era: Era): Record<ApplicationKind, Chart> => ({
  VMInstance: vmInstanceChart(era),
  VMDisk: vmDiskChart(era),
  Tenant: tenantChart(era),
});
