import type { ConsoleKind } from "../../api/requests.ts";
import { type ActionAccess, type ActionFacts, permitFor } from "../../resources/vm/actions.ts";
import type { VmRow } from "../../resources/vm/view.ts";

/** Which console shows how a machine boots: the serial line, but for systems that say nothing there, and for who may not open it. */
export const watchKindOf = ({ os }: Pick<VmRow, "os">, access: Pick<ActionAccess, ConsoleKind>): ConsoleKind | null => {
  const [first, other]: ConsoleKind[] = os.family === "windows" ? ["vnc", "serial"] : ["serial", "vnc"];
  return [first, other].find((kind) => kind && access[kind]) ?? null;
};

/** The console on which this person may watch the machine start that they may start now; null where they may not both. */
export const watchPermit = (vm: ActionFacts & Pick<VmRow, "os">, access: ActionAccess): ConsoleKind | null =>
  vm.state === "stopped" && permitFor("start", vm, access).allowed ? watchKindOf(vm, access) : null;
