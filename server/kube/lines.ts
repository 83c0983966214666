/**
 * Splits a byte stream at newlines. The bytes are cut, not text: a UTF-8 sequence never holds 0x0a, so a chunk may end anywhere.
 * A last line without a newline is given too. Throws a RangeError for a line longer than `maxBytes`.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let size = 0;

  const add = (bytes: Uint8Array) => {
    size += bytes.length;
    if (size > maxBytes) throw new RangeError(`a line is longer than ${maxBytes} bytes`);
    parts.push(bytes);
  };
  const take = () => {
    const line = Buffer.concat(parts, size).toString("utf8");
    parts = [];
    size = 0;
    return line;
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, from)) {
      add(chunk.subarray(from, at));
      from = at + 1;
      const line = take();
      if (line) yield line;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  const last = take();
  if (last) yield last;
}
