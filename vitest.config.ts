import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.test.ts", "lib/**/*.test.ts", "server/**/*.test.ts", "components/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // What is polled for comes when it comes: on a busy machine vitest's own second is not enough, and no test here is about speed.
    expect: { poll: { timeout: 15_000 } },
    // One more than there are cores: the long files wait for a platform more than they compute. Vitest's own choice is one less.
    maxWorkers: availableParallelism() + 1,
  },
});
