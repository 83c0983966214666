import type { Key } from "./keys.ts";
import { createLineEditor } from "./line-editor.ts";
import { commands, dateText, type Effect, type Outcome, type Session, type WindowSize } from "./linux-commands.ts";
import { createFiles, homeOf, resolvePath } from "./linux-files.ts";
import { createVi } from "./linux-vi.ts";
import type { LinuxFacts, Machine } from "./machine.ts";
import type { Program, TtyHandle } from "./tty.ts";

const mostHistory = 500;
const mostLines = 10_000;

const operations: Record<string, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
};

/** `$NAME`, and `$((6*7))` as far as two whole numbers go. */
const expand = (text: string, variables: Record<string, string>): string =>
  text
    .replace(/\$\(\((\d{1,9})([-+*])(\d{1,9})\)\)/g, (_, a: string, sign: string, b: string) =>
      String(operations[sign]?.(Number(a), Number(b)) ?? ""),
    )
    .replace(/\$(\w+)/g, (_, name: string) => (Object.hasOwn(variables, name) ? (variables[name] ?? "") : ""));

/** Words of a line, quotes and `$NAME` understood. */
const wordsOf = (line: string, variables: Record<string, string>): string[] =>
  [...line.matchAll(/(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"?|'([^']*)'?|([^"']+)/g, (_, double?: string, single?: string, bare?: string) => {
      if (single !== undefined) return single;
      return expand(double ?? bare ?? "", variables);
    }),
  );

/** The commands of a line, joined by `;` or `&&` outside quotes. */
const commandsOf = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"?|'[^']*'?|[^;&"'])+/g)].map(([command]) => command);

const longestCommonStart = (names: string[]): string => {
  const [first = ""] = names;
  let length = first.length;
  while (!names.every((name) => name.startsWith(first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
};

const toTerminal = (text: string): string => text.replaceAll("\n", "\r\n");

function* translated(pieces: Iterable<string>): Generator<string> {
  for (const piece of pieces) yield toTerminal(piece);
}

/** A login shell on one terminal, until it is left. */
export const createShell = (
  machine: Machine<LinuxFacts>,
  tty: TtyHandle,
  user: string,
  size: WindowSize,
  onEffect: (effect: Effect) => void,
): Program => {
  const { hostname, system } = machine.facts;
  const home = homeOf(user);
  const history: string[] = [];
  const files = createFiles(machine, user);
  const session: Session = { machine, files, user, workingDirectory: home, size, history };
  const variables = { USER: user, HOME: home, HOSTNAME: hostname, SHELL: "/bin/bash" };
  let editor: ReturnType<typeof createLineEditor>;
  /** Has the terminal to itself until it is left. */
  let fullScreen: Program | null = null;

  const ask = (): void => {
    const place = session.workingDirectory === home ? "~" : session.workingDirectory.replace(`${home}/`, "~/");
    const prompt = `${user}@${hostname}:${place}${user === "root" ? "#" : "$"} `;
    tty.print(prompt);
    editor = createLineEditor({
      print: tty.print,
      prompt,
      history,
      onEvent: (event) => {
        if (event.type === "line") execute(event.text);
        else if (event.type === "interrupt") ask();
        else if (event.type === "end") onEffect("logout");
        else complete(event.before);
      },
    });
  };
  const outcomeOf = (line: string): Outcome => {
    const words = wordsOf(line, variables);
    const [name, ...parameters] = words[0] === "sudo" ? words.slice(1) : words;
    if (name === undefined) return "";
    return Object.hasOwn(commands, name)
      ? (commands[name]?.run(parameters, session) ?? "")
      : `bash: ${name}: command not found\n`;
  };
  const execute = (line: string): void => {
    if (line.trim()) history.push(line);
    if (history.length > mostHistory) history.shift();
    const [, target, end] = /^\s*cat\s*>\s*('[^']*'|\S+)\s*(?:<<\s*'?(\w+)'?)?\s*$/.exec(line) ?? [];
    if (target) takeDown(resolvePath(target.replaceAll("'", ""), session.workingDirectory, home), end);
    else runAll(commandsOf(line));
  };
  /** `cat > file`: lines until Ctrl-D, or with `<<` until a line that is `end`. */
  const takeDown = (path: string, end?: string): void => {
    const lines: string[] = [];
    const prompt = end === undefined ? "" : "> ";
    const close = (isWritten: boolean): void => {
      if (isWritten) files.write(path, lines.join(""));
      ask();
    };
    tty.print(prompt);
    editor = createLineEditor({
      print: tty.print,
      prompt,
      onEvent: (event) => {
        if (event.type === "complete") editor.insert("\t");
        else if (event.type !== "line") close(event.type === "end");
        else if (event.text === end) close(true);
        else {
          if (lines.length < mostLines) lines.push(`${event.text}\n`);
          tty.print(prompt);
        }
      },
    });
  };
  const edit = (path: string): void => {
    fullScreen = createVi({
      print: tty.print,
      files,
      path,
      size: session.size,
      onLeave: () => {
        fullScreen = null;
        ask();
      },
    });
    fullScreen.start();
  };
  const runAll = ([line, ...rest]: string[]): void => {
    if (line === undefined) {
      ask();
      return;
    }
    const outcome = outcomeOf(line);
    if (typeof outcome === "string") {
      tty.print(toTerminal(outcome));
      runAll(rest);
    } else if ("effect" in outcome) onEffect(outcome.effect);
    else if ("edit" in outcome) edit(outcome.edit);
    else tty.pour(translated(outcome), (wasInterrupted) => runAll(wasInterrupted ? [] : rest));
  };
  const complete = (before: string): void => {
    if (before.includes(" ") || before === "") return;
    const fitting = Object.keys(commands).filter((name) => name.startsWith(before));
    const more = longestCommonStart(fitting).slice(before.length);
    if (fitting.length > 0) editor.insert(fitting.length === 1 ? `${more} ` : more);
  };

  return {
    start: () => {
      tty.print(
        `\r\nWelcome to ${system.prettyName} (GNU/Linux ${system.kernel} x86_64)\r\n\r\n` +
          `Last login: ${dateText(machine.bootedAtMs())}\r\n`,
      );
      ask();
    },
    key: (key: Key) => (fullScreen ?? editor).key(key),
  };
};
