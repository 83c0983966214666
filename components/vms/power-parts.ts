import { laterWorded } from "#components/ui/later-worded.tsx";
import { powerWords } from "./list-words.ts";

const dialog = laterWorded(async () => (await import("#components/vm/power-dialog.tsx")).PowerDialog, powerWords);
const outcome = laterWorded(async () => (await import("#components/vm/power-outcome.tsx")).PowerOutcome, powerWords);

/** The question before a stop or restart, and what became of it: no first view shows them. */
export const LaterPowerDialog = dialog.Part;
export const LaterPowerOutcome = outcome.Part;

/** What carries it out: who only reads the list needs nothing that writes. */
export const powerClient = () => import("#lib/api/client.ts");

/** A power menu is open: one of its items comes next. */
export const powerPartsSoon = (): void => {
  dialog.soon();
  outcome.soon();
  void powerClient().catch(() => {});
};
