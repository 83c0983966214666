import { randomFrom } from "#lib/console/seeded-random.fixture.ts";
import { anew, mutatedLine } from "#lib/console/serial/line-stream.fixture.ts";
import { ToldSocket } from "../told-socket.fixture.ts";
import type { SerialFacts } from "./serial-facts.ts";
import { SerialViewer } from "./serial-viewer.ts";

// Runs in a page of the viewer's stand (e2e/running/viewer-stand.ts), not in the test.

const together = 100;

export type LineEnds = {
  /** Rounds of streams after which a line that was written then stood where it was written. */
  alive: number;
  /** Bytes that would have been typed into the guest; `canType`: that one would have been. */
  typed: number;
  canType: boolean;
  /** What else a page would have been asked. */
  asked: string[];
  size: string;
};

/** So many broken streams of a guest, one after the other into one terminal, as a console gets them. */
export const lines = async (streams: number, seed: number): Promise<LineEnds> => {
  const element = document.createElement("div");
  Object.assign(element.style, { position: "absolute", inset: "0" });
  document.body.append(element);
  const asked: string[] = [];
  let facts: SerialFacts | null = null;
  const viewer = await SerialViewer.load(element, {
    label: "stand",
    wayOut: "away",
    tooMuchOutput: "",
    onFacts: (now) => {
      facts = now;
    },
    onFail: () => asked.push("fail"),
    onPaste: () => asked.push("paste"),
    onLink: () => asked.push("link"),
    onPasteEnd: () => asked.push("paste-end"),
    onSearch: () => asked.push("search"),
  });
  const socket = new ToldSocket();
  // The part of a WebSocket that a viewer uses.
  viewer.attach(socket as unknown as WebSocket);
  const random = randomFrom(seed);
  const encoder = new TextEncoder();
  const before = facts;
  let alive = 0;
  for (let round = 0; round * together < streams; round += 1) {
    for (let each = 0; each < together; each += 1) {
      const stream = mutatedLine(random);
      const cut = Math.floor(random() * stream.length);
      socket.say(stream.subarray(0, cut));
      socket.say(stream.subarray(cut));
    }
    const mark = `alive ${round}`;
    socket.say(encoder.encode(`${anew}${mark}`));
    await shows(viewer, mark);
    alive += 1;
  }
  const typed = socket.sent.reduce((sum, bytes) => sum + bytes.length, 0);
  const canType = viewer.send(encoder.encode("x")) && socket.sent.length > 0;
  const size = ({ columns, rows }: SerialFacts): string => `${columns} × ${rows}`;
  const isSame = before !== null && facts !== null && size(before) === size(facts);
  viewer.dispose();
  element.remove();
  return { alive, typed, canType, asked, size: isSame ? "as before" : "changed" };
};

/** The terminal reads in turns of the page. */
const shows = async (viewer: SerialViewer, mark: string): Promise<void> => {
  while (viewer.text() !== mark) await new Promise((resolve) => setTimeout(resolve));
};
