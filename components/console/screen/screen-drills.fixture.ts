import {
  bell,
  compact,
  cutText,
  greeting,
  recorded,
  rectangle,
  serverInit,
  update,
} from "#lib/console/rfb/screen-stream.fixture.ts";
import { randomFrom } from "#lib/console/seeded-random.fixture.ts";
import { ToldSocket } from "../told-socket.fixture.ts";
import { VncViewer } from "./vnc-viewer.ts";

// Runs in a page of the viewer's stand (e2e/running/viewer-stand.ts), not in the test.

type Shown = { failed: string[]; size: { width: number; height: number } | null; drawn: number };

const show = async (pieces: Iterable<Uint8Array>): Promise<Shown> => {
  const element = document.createElement("div");
  // Small and by itself: what is to be laid out and painted is not the point.
  Object.assign(element.style, { position: "absolute", width: "64px", height: "48px", contain: "strict" });
  document.body.append(element);
  const shown: Shown = { failed: [], size: null, drawn: 0 };
  const socket = new ToldSocket();
  const viewer = await VncViewer.load(element, {
    label: "stand",
    wayOut: "away",
    onFacts: ({ size }) => {
      shown.size = size ?? shown.size;
    },
    onFail: (why) => {
      shown.failed.push(why);
      socket.close();
    },
  });
  viewer.attach(socket);
  for (const piece of pieces) socket.say(piece);
  // noVNC gave up on what the guard let through: it says so by closing.
  if (socket.readyState === WebSocket.CLOSED && shown.failed.length === 0) shown.failed.push("unreadable");
  shown.drawn = element.querySelector("canvas")?.width ?? 0;
  viewer.dispose();
  socket.close();
  element.remove();
  return shown;
};

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** So many streams, each with so many bytes changed and cut somewhere; how they ended. */
export const mutations = async (streams: number, changes: number, seed: number) => {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const ends: Record<string, number> = {};
  const whole = recorded();
  for (let index = 0; index < streams; index += 1) {
    const stream = whole.slice();
    for (let change = 0; change < changes; change += 1) stream[below(stream.length)] = below(256);
    const cut = below(stream.length);
    const { failed } = await show([stream.subarray(0, cut), stream.subarray(cut)]);
    const end = failed[0] ?? "shown";
    ends[end] = (ends[end] ?? 0) + 1;
    // The page's own turn.
    if (index % 200 === 0) await turn();
  }
  return ends;
};

const opened = (width = 64, height = 48, name = "guest") => [...greeting(), ...serverInit(width, height, name)];

/** Sixteen million black pixels in 50 KB. */
const bomb = async (): Promise<number[]> => {
  const plain = new Blob([new Uint8Array(4096 * 4096 * 3)]);
  const packed = new Uint8Array(
    await new Response(plain.stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer(),
  );
  return [0x01, ...compact(packed.length), ...packed];
};

function* times(count: number, piece: Uint8Array): Generator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield piece;
}

/** What a hostile screen may try, and how the viewer ends it. */
export const attacks = async (): Promise<Record<string, Shown>> => {
  const bytes = (...parts: number[][]): Uint8Array => Uint8Array.from(parts.flat());
  const flood = bytes(Array.from({ length: 32_000 }, bell).flat());
  const full = [0, 0, 4096, 4096] as [number, number, number, number];
  return {
    huge: await show([bytes(opened(65_535, 65_535))]),
    grows: await show([bytes(opened()), bytes(update(rectangle([0, 0, 65_535, 65_535], -223)))]),
    bomb: await show([bytes(opened(4096, 4096), update(rectangle(full, 7, await bomb())))]),
    bombBeyond: await show([bytes(opened(), update(rectangle(full, 7, await bomb())))]),
    endlessText: await show([bytes(opened(), cutText(0x7fffffff)), ...times(64, new Uint8Array(65_536))]),
    bells: await show(
      (function* () {
        yield bytes(opened());
        yield* times(32, flood);
      })(),
    ),
    name: await show([bytes(opened(64, 48, "<img src=x onerror=document.title=1>"))]),
  };
};
