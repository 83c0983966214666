import type { VmAccess } from "../resources/vm/access.ts";
import { type Right, rights } from "./rights.ts";

/**
 * How a page shows what a right is for: what a stock role has stays in view, disabled with the reason; what only the operator of the
 * cloud can grant is there when it was granted.
 */
export type Capability = "allowed" | "disabled" | "absent";

export const capabilityOf = (right: Right, access: VmAccess): Capability =>
  access[right] ? "allowed" : rights[right].role === null ? "absent" : "disabled";
