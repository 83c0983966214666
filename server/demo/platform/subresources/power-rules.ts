import type { RunStrategy } from "../kinds/kubevirt.ts";

/**
 * What start, stop and restart do by run strategy and phase, as virt-api decides it
 * (kubevirt/pkg/virt-api/rest/lifecycle.go; measured in platform-api.md 4.1).
 */
export type Decision =
  | { type: "refuse"; text: string }
  | { type: "strategy"; strategy: "Always" | "Halted" }
  | { type: "request"; actions: ("Start" | "Stop")[] };

export type PowerState = {
  strategy: RunStrategy;
  /** The instance's phase; undefined when there is no instance. */
  phase: string | undefined;
};

const livePhases = new Set(["Pending", "Scheduling", "Scheduled", "Running"]);
const isFinal = (phase: string | undefined): boolean => phase === "Succeeded" || phase === "Failed";

const refuse = (text: string): Decision => ({ type: "refuse", text });
const request = (...actions: ("Start" | "Stop")[]): Decision => ({ type: "request", actions });

export const decideStart = ({ strategy, phase }: PowerState, isPaused: boolean): Decision => {
  if (phase !== undefined && livePhases.has(phase)) return refuse("VM is already running");
  switch (strategy) {
    case "Always":
    case "Once":
      return refuse(`${strategy} does not support manual start requests`);
    case "Halted":
      return isPaused ? request("Start") : { type: "strategy", strategy: "Always" };
    case "RerunOnFailure":
      if (phase === "Failed") return refuse("RerunOnFailure does not support starting VM from failed state");
      return isFinal(phase) ? request("Stop", "Start") : request("Start");
    case "Manual":
      return isFinal(phase) ? request("Stop", "Start") : request("Start");
  }
};

type Grace = {
  /** Asked for by the caller, seconds. */
  asked: number | undefined;
  /** What the instance has. */
  current: number | undefined;
};

export const decideStop = ({ strategy, phase }: PowerState, { asked, current }: Grace): Decision => {
  if (strategy === "Always" || strategy === "Once") return { type: "strategy", strategy: "Halted" };
  if (phase === undefined || isFinal(phase)) return refuse("VM is not running");
  if (strategy !== "Halted") return request("Stop");
  const isShorter = asked !== undefined && (current === undefined || asked < current);
  if (!isShorter) return refuse("Halted only supports manual stop requests with a shorter graceperiod");
  return { type: "strategy", strategy: "Halted" };
};

export const decideRestart = ({ strategy, phase }: PowerState): Decision => {
  if (strategy === "Halted" || strategy === "Once") {
    return refuse(`RunStategy ${strategy} does not support manual restart requests`);
  }
  return phase === undefined ? refuse("VM is not running: Halted") : request("Stop", "Start");
};
