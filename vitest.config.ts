import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["lib/**/*.test.ts", "server/**/*.test.ts", "components/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
