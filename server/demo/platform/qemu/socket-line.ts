import { connect, type Socket } from "node:net";
import type { Line, LineEnd } from "../guests/line.ts";

/** A line to one of QEMU's sockets, as soon as that is there; what is said before waits for it. */
export const openSocketLine = (path: string, ready: Promise<void>, end: LineEnd): Line => {
  let socket: Socket | undefined;
  let isOver = false;
  const early: Uint8Array[] = [];

  const join = (): void => {
    if (isOver) return;
    const joined = connect(path);
    socket = joined;
    joined.on("data", (bytes) => {
      if (!end.write(bytes)) joined.pause();
    });
    joined.on("error", () => joined.destroy());
    joined.once("close", () => {
      if (!isOver) end.end();
      isOver = true;
    });
    for (const bytes of early.splice(0)) joined.write(bytes);
  };
  ready.then(join, () => end.end());

  return {
    receive: (bytes) => {
      if (socket) socket.write(bytes);
      else early.push(bytes);
    },
    resume: () => void socket?.resume(),
    dispose: () => {
      isOver = true;
      socket?.destroy();
    },
  };
};
