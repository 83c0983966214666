import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it.runIf(process.platform === "linux")("F39: a disk that is full under the log ends nothing", async () => {
  const script = `
    import { createLog } from "./server/log.ts";
    const log = createLog("info");
    for (let line = 0; line < 1000; line++) log.info({ line }, "a line");
    setImmediate(() => process.stderr.write("still here"));`;
  const run = promisify(execFile);
  const root = `${import.meta.dirname}/..`;
  const { stderr } = await run(
    "sh",
    ["-c", 'exec "$0" --input-type=module -e "$1" > /dev/full', process.execPath, script],
    { cwd: root },
  );
  expect(stderr).toContain("still here");
});
