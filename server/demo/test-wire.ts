import type { Response } from "undici";
import { WebSocket } from "ws";

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of known shape and fail when it differs.
export type Answer = { code: number; body: any; text: string; headers: Response["headers"] };
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type WatchEvent = { type: string; object: any };

/** A whole answer; `body` is there when it is JSON. */
export const readAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isJson = text !== "" && response.headers.get("content-type")?.startsWith("application/json");
  return { code: response.status, body: isJson ? JSON.parse(text) : undefined, text, headers: response.headers };
};

/** The events of a watch until it ends; `break` closes it. */
export async function* readEvents(response: Response): AsyncGenerator<WatchEvent> {
  if (response.status !== 200) throw new Error(`watch answered ${response.status}: ${await response.text()}`);
  let rest = "";
  for await (const chunk of response.body ?? []) {
    const lines = (rest + Buffer.from(chunk).toString("utf8")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

/** The next `count` events of a watch. */
export async function take(events: AsyncGenerator<WatchEvent>, count: number): Promise<WatchEvent[]> {
  const taken: WatchEvent[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

export type Stream = ReturnType<typeof streamOf>;
type Opened = { stream?: Stream; refused?: { code: number; text: string } };
type To = { ca: string; token?: string; protocols?: string[] };

/** A WebSocket of an API server's, or how it was refused. */
export const openStream = (url: string, { ca, token, protocols = ["plain.kubevirt.io"] }: To): Promise<Opened> =>
  new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const socket = new WebSocket(url.replace(/^https/, "wss"), protocols, { ca, headers, perMessageDeflate: false });
    const stream = streamOf(socket);
    socket.once("open", () => resolve({ stream }));
    socket.once("unexpected-response", async (_request, response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ refused: { code: response.statusCode ?? 0, text } });
    });
    socket.once("error", reject);
  });

/** What a stream said so far, in which frames, and how it ended. */
const streamOf = (socket: WebSocket) => {
  let said = "";
  let areBinary = true;
  let look = (): void => {};
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  socket.on("message", (data, isBinary) => {
    areBinary &&= isBinary;
    said += data.toString();
    look();
  });
  return {
    closed,
    protocol: () => socket.protocol,
    areBinary: () => areBinary,
    send: (text: string, binary = true) => socket.send(binary ? Buffer.from(text) : text, { binary }),
    close: () => socket.close(1000),
    /** All that was said, once `text` is in it. */
    until: (text: string) =>
      new Promise<string>((resolve) => {
        look = () => said.includes(text) && resolve(said);
        look();
      }),
  };
};
