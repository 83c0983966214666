import { client, problemFrom } from "#lib/api/client.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { copiesLeft } from "./copies-left.ts";
import { type Copies, createCopies } from "./copies-run.ts";

/** Of this tab, for as long as it lives; written by what a person does, so never on the server. */
const ofThisTab = new Map<string, Copies>();

/** Those of which something is still to be asked for or decided; all else is in the tray. */
export const copiesIn = (tenant: string): Copies | null => {
  const copies = ofThisTab.get(tenant);
  const isOver = copies?.getSnapshot().copies.every(({ state }) => state.kind === "begun" || state.kind === "cleaned");
  return copies && !isOver ? copies : null;
};
export const putAwayCopies = (tenant: string): void => {
  ofThisTab.delete(tenant);
  keepLeft(tenant, []);
};

const handleLeave = (event: BeforeUnloadEvent) => event.preventDefault();

/** With the tab, what has not been asked for would end unasked, in whichever tenant. */
const keepLeft = (tenant: string, names: readonly string[]): void => {
  copiesLeft.write(tenant, names);
  if (names.length > 0) addEventListener("beforeunload", handleLeave);
  else if (copiesLeft.isEmpty()) removeEventListener("beforeunload", handleLeave);
};

type Told = {
  /** After each one, whatever became of it. */
  onAsked: () => void;
  /** After the first that was begun: what was typed has become a machine. */
  onBegun: () => void;
};

/** Several machines, known until somebody puts them away, whichever page is looked at meanwhile. */
export const beginCopies = (tenant: string, inputs: readonly CreateInput[], { onAsked, onBegun }: Told): Copies => {
  const copies = createCopies(inputs, {
    send: async (input) => {
      try {
        const { task } = await client.createVm(tenant, input);
        onBegun();
        return task;
      } finally {
        onAsked();
      }
    },
    problemOf: problemFrom,
    onLeft: (names) => keepLeft(tenant, names),
  });
  ofThisTab.set(tenant, copies);
  void copies.begin();
  return copies;
};
