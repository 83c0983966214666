// Loaded into a measured product before it starts: at SIGUSR2 it clears up and writes how many bytes it still holds to BENCH_HELD_MEMORY.
import { renameSync, writeFileSync } from "node:fs";

const path = process.env.BENCH_HELD_MEMORY;
process.on("SIGUSR2", () => {
  // What the first one lets go of, the next ones can take.
  for (let round = 0; round < 4; round += 1) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(`${path}.part`, String(heapUsed + external));
  // Whoever waits for it finds it whole.
  renameSync(`${path}.part`, path);
});
