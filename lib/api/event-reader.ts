const field = "data: ";

/** Takes a server-sent event stream as it arrives, in pieces of any size, and gives each event's one line of data. */
export const createEventReader = (onData: (data: string) => void): ((text: string) => void) => {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith(field)) onData(line.slice(field.length));
  };
};
