// Loaded into a product that a demo or a test starts, and into no other: its standard input is a pipe of theirs, whose end says that they
// are gone, however they went.
import { isMainThread } from "node:worker_threads";

if (isMainThread) process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume();
