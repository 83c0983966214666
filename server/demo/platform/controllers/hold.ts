import type { VirtualMachine } from "../kinds/kubevirt.ts";

/** Demo only: the value is the VirtualMachine's generation up to which the controllers leave it as it is. */
export const holdAnnotation = "demo.porthole/hold";

/** A held machine keeps the state the seed gave it until somebody changes, starts, stops or deletes it. */
export const isHeld = ({ metadata, status }: VirtualMachine): boolean =>
  metadata.annotations?.[holdAnnotation] === `${metadata.generation}` &&
  metadata.deletionTimestamp === undefined &&
  (status?.stateChangeRequests ?? []).length === 0;
