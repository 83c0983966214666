import { readPorts } from "#components/exposure/port-text.ts";
import { readPublicKeys } from "#components/keys/public-key.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { Draft } from "./draft.ts";
import { accessWithheld } from "./draft-installer.ts";

/** What was typed into a field that adds to a list, and not added: it is meant for this machine, too. */
export type Pending = {
  /** The input with all of it. */
  input: CreateInput;
  keys: readonly string[];
  ports: readonly number[];
  /** Fields whose text cannot be added. */
  wrong: ("keyText" | "portText")[];
};

export const pendingOf = (draft: Draft, input: CreateInput, known: readonly string[]): Pending => {
  const wrong: Pending["wrong"] = [];
  const hasKeyText = draft.keyText.trim() !== "" && accessWithheld(draft) === null;
  const pasted = !hasKeyText ? null : readPublicKeys(draft.keyText, known);
  if (pasted && !pasted.ok) wrong.push("keyText");
  const keys = pasted?.ok ? pasted.keys.map(({ line }) => line) : [];

  const { exposure } = input;
  const typed =
    exposure.kind !== "ports" || draft.portText.trim() === "" ? null : readPorts(draft.portText, exposure.ports);
  if (typed && !typed.ok) wrong.push("portText");
  const ports = typed?.ok ? typed.ports : [];

  return {
    input: {
      ...input,
      sshKeys: [...input.sshKeys, ...keys],
      exposure:
        exposure.kind === "ports"
          ? { kind: "ports", ports: [...exposure.ports, ...ports].sort((a, b) => a - b) }
          : exposure,
    },
    keys,
    ports,
    wrong,
  };
};
