import type { DataVolume } from "../kinds/cdi.ts";
import { diskSentinel } from "../sentinels.ts";

export type Progress = {
  phase: string;
  progress?: string;
  running?: [status: string, reason: string, message: string];
};

/** What happens to a DataVolume next, and how long it stays as it is before. */
export type Step = {
  afterMs: number;
  next: Progress;
  restartCount?: number;
  event?: { type: "Normal" | "Warning"; reason: string; message: string };
};

const importMs = 3_000;
const importSteps = 10;
const cloneMs = 1_000;
const importRetryMs = 5_000;
const stalledPercent = 62;
const failuresAtFirst = 6;

const podRuns: Progress["running"] = ["True", "Pod is running", ""];
const notFound =
  "Unable to process data: Unable to connect to http data source: expected status code 200, got 404. Status: 404 Not Found";

const done = (reason: string, message: string, afterMs: number): Step => ({
  afterMs,
  next: { phase: "Succeeded", progress: "100.0%" },
  event: { type: "Normal", reason, message },
});

/** The phases of a volume whose claim is bound and whose source is in order; undefined when it stays as it is. */
export const nextStep = (volume: DataVolume): Step | undefined => {
  if (diskSentinel(volume) === "import-breaks") return brokenStep(volume);
  const { pvc, http, registry, upload } = volume.spec.source;
  const failing = failingStep(volume);
  if (failing) return failing;
  if (upload) return { afterMs: 0, next: { phase: "UploadReady", running: podRuns } };
  if (pvc) return cloneStep(volume);
  if (http || registry) return importStep(volume);
  return done("ImportSucceeded", `Successfully imported into PVC ${volume.metadata.name}`, 0);
};

/** CDI gives up: the volume is Failed, and stays so. */
const brokenStep = ({ metadata, status }: DataVolume): Step | undefined => {
  if (status?.phase === "Failed") return undefined;
  const message = `Unable to process data: no space left on ${metadata.name}`;
  return {
    afterMs: 0,
    next: { phase: "Failed", running: ["False", "Error", message] },
    event: { type: "Warning", reason: "Error", message },
  };
};

/** In vain for ever, or some times whatever the source is. */
const failingStep = (volume: DataVolume): Step | undefined => {
  const sentinel = diskSentinel(volume);
  const { phase, restartCount = 0 } = volume.status ?? {};
  const isDownload = volume.spec.source.http !== undefined || volume.spec.source.registry !== undefined;
  const isFailing =
    (sentinel === "import-fails" && isDownload && phase?.startsWith("Import")) ||
    (sentinel === "import-fails-once" && restartCount < failuresAtFirst);
  if (!isFailing) return undefined;
  return {
    afterMs: restartCount === 0 ? 0 : importRetryMs,
    next: { phase: "ImportInProgress", running: ["False", "Error", notFound] },
    restartCount: restartCount + 1,
    event: { type: "Warning", reason: "Error", message: notFound },
  };
};

/** CSI clones report no progress. */
const cloneStep = ({ metadata, status }: DataVolume): Step =>
  status?.phase === "CSICloneInProgress"
    ? done("CloneSucceeded", `Successfully cloned into ${metadata.name}`, cloneMs)
    : { afterMs: 0, next: { phase: "CSICloneInProgress" } };

const importStep = (volume: DataVolume): Step | undefined => {
  const { name } = volume.metadata;
  const { phase, progress = "" } = volume.status ?? {};
  if (phase !== "ImportScheduled" && phase !== "ImportInProgress") {
    const message = `Import into ${name} scheduled`;
    return {
      afterMs: 0,
      next: { phase: "ImportScheduled" },
      event: { type: "Normal", reason: "ImportScheduled", message },
    };
  }
  const sentinel = diskSentinel(volume);
  const percent = Number.parseFloat(progress) || 0;
  if (sentinel === "import-stalls" && percent >= stalledPercent) return undefined;
  if (percent >= 100) return done("ImportSucceeded", `Successfully imported into PVC ${name}`, 0);
  const reached = sentinel === "import-stalls" ? stalledPercent : Math.min(100, percent + 100 / importSteps);
  return {
    afterMs: importMs / importSteps,
    next: { phase: "ImportInProgress", progress: `${reached.toFixed(2)}%`, running: podRuns },
  };
};
