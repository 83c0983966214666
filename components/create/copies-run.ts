import type { Problem } from "#lib/api/problem.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { TaskView } from "#lib/create/task.ts";

/** One of several machines: not begun, being asked for, refused, or a plan that the server carries out. */
export type CopyState =
  | { kind: "waiting" }
  | { kind: "asking" }
  | { kind: "refused"; problem: Problem }
  | { kind: "begun"; task: TaskView }
  | { kind: "cleaned" };
export type Copy = { input: CreateInput; state: CopyState };
/** `isSending`: one after the other is being asked for. */
export type CopiesNow = { copies: readonly Copy[]; isSending: boolean };

export type CopiesOptions = {
  /** Asks for one machine; resolves as soon as its plan is begun. */
  send: (input: CreateInput) => Promise<TaskView>;
  problemOf: (error: unknown) => Problem;
  /** Told of the names that are still to be asked for, the one at which it stopped among them, whenever they change; of none, an empty list. */
  onLeft: (names: readonly string[]) => void;
};

/** After these there is no sense in asking for the next: it would be refused for the same reason. The rest stays as it is, not begun. */
const stopping: readonly string[] = ["session-ended", "signed-out", "stale-page"];
const isStopping = ({ code }: Problem): boolean => stopping.includes(code);

/**
 * Several machines, asked for one after the other through the one verb there is; what becomes of each is its own. Outside React: it goes on
 * while other pages are looked at, for as long as the tab lives.
 */
export const createCopies = (inputs: readonly CreateInput[], { send, problemOf, onLeft }: CopiesOptions) => {
  let now: CopiesNow = { copies: inputs.map((input) => ({ input, state: { kind: "waiting" } })), isSending: false };
  const listeners = new Set<() => void>();

  const isLeft = ({ state }: Copy) =>
    state.kind === "refused" ? isStopping(state.problem) : state.kind === "waiting" || state.kind === "asking";
  const change = (part: Partial<CopiesNow>) => {
    now = { ...now, ...part };
    for (const listener of [...listeners]) listener();
  };
  const set = (name: string, state: CopyState) => {
    change({ copies: now.copies.map((copy) => (copy.input.name === name ? { ...copy, state } : copy)) });
    onLeft(now.copies.filter(isLeft).map(({ input }) => input.name));
  };

  const ask = async ({ input }: Copy): Promise<CopyState> => {
    set(input.name, { kind: "asking" });
    const state = await send(input).then(
      (task): CopyState => ({ kind: "begun", task }),
      (error: unknown): CopyState => ({ kind: "refused", problem: problemOf(error) }),
    );
    set(input.name, state);
    return state;
  };

  const work = async (): Promise<void> => {
    if (now.isSending) return;
    change({ isSending: true });
    for (let next = waiting(); next; next = waiting()) {
      const state = await ask(next);
      if (state.kind === "refused" && isStopping(state.problem)) break;
    }
    change({ isSending: false });
  };
  const waiting = () => now.copies.find(({ state }) => state.kind === "waiting");

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: (): CopiesNow => now,
    /** Asks for all that nobody has asked for yet. */
    begin: (): Promise<void> => work(),
    /** Once more, with the same words: what exists of it is gone on with. */
    retry: (name: string): Promise<void> => {
      set(name, { kind: "waiting" });
      return work();
    },
    /** Another task goes on with it. */
    follow: (name: string, task: TaskView): void => set(name, { kind: "begun", task }),
    cleaned: (name: string): void => set(name, { kind: "cleaned" }),
  };
};
export type Copies = ReturnType<typeof createCopies>;
