import type { AskedPower } from "#lib/resources/vm/facts.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { reasonOf } from "../log.ts";
import { wait } from "../wait.ts";

/** An answer is asked for again after this, and forgotten after that. */
const freshMs = 10_000;
const keepMs = 60_000;
const limitMs = 4_000;

type Options = {
  kube: Kube;
  person: () => Person;
  tenant: string;
  signal: AbortSignal;
  /** Something else is known of this VirtualMachine now. */
  onChange: (virtualMachine: string) => void;
};

/**
 * What a start that changes nothing would meet, for who may start a machine but not read it (platform-api.md 4.1): the dry run goes in the
 * body, as the query is ignored, and never to `apps.cozystack.io`, where nothing is dry.
 */
const askOnce = async (kube: Kube, person: Person, tenant: string, name: string): Promise<AskedPower | null> => {
  const base = ["apis", "subresources.kubevirt.io", "v1", "namespaces", tenant, "virtualmachines"] as const;
  try {
    await kube.write(
      person,
      "PUT",
      [...base, name, "start"],
      { dryRun: ["All"] },
      {
        accept: "*/*",
        timeoutMs: limitMs,
      },
    );
    return "off";
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "conflict") return null;
    const said = reasonOf(error);
    if (/VM is already running/.test(said)) return "on";
    if (/Once does not support manual start requests/.test(said)) return "off";
    return /does not support (?:manual start requests|starting VM from failed state)/.test(said) ? "waiting" : null;
  }
};

/** Answers of the cluster to "is it on?", for as long as nothing of the machine changed. */
export const createAskedPower = ({ kube, person, tenant, signal, onChange }: Options) => {
  const answers = new Map<string, { answer: AskedPower | null; at: number }>();
  const asking = new Map<string, Promise<void>>();

  const keep = async (name: string, answer: AskedPower | null) => {
    const kept = { answer, at: performance.now() };
    answers.set(name, kept);
    onChange(name);
    await wait(keepMs, signal);
    if (answers.get(name) !== kept) return;
    answers.delete(name);
    if (!signal.aborted) onChange(name);
  };

  const ask = async (name: string): Promise<void> => {
    void keep(name, await askOnce(kube, person(), tenant, name));
  };

  return {
    get: (virtualMachine: string): AskedPower | null => answers.get(virtualMachine)?.answer ?? null,
    /** It moved: what was true of it is not known to be. */
    forget: (virtualMachine: string): void => void answers.delete(virtualMachine),
    /** Asks unless that was done a moment ago; one question at a time for everybody who looks. */
    ask: (virtualMachine: string): Promise<void> => {
      const known = answers.get(virtualMachine);
      if (known && performance.now() - known.at < freshMs) return Promise.resolve();
      const under =
        asking.get(virtualMachine) ??
        ask(virtualMachine)
          .catch(() => {})
          .finally(() => asking.delete(virtualMachine));
      asking.set(virtualMachine, under);
      return under;
    },
  };
};
