import { createLineEditor } from "./line-editor.ts";
import type { Machine } from "./machine.ts";
import type { Program, TtyHandle } from "./tty.ts";

const help = `ch                        Channel management commands.  Use ch -? for more help.
cmd                       Create a Command Prompt channel.
id                        Display the computer identification information.
restart                   Restart the system immediately.
shutdown                  Shutdown the system immediately.
? or help                 Display this list.
`;

/** The Special Administration Console that a Windows guest offers on its serial port. */
export const createSpecialConsole = (machine: Machine, tty: TtyHandle): Program => {
  const { facts } = machine;
  const prompt = "SAC>";
  const identification = `Computer name:   ${facts.hostname.toUpperCase().slice(0, 15)}\n   Version:   ${facts.system.prettyName}\nIP address:   ${facts.address || "none"}\n`;
  const answers: Record<string, () => string> = {
    "": () => "",
    "?": () => help,
    help: () => help,
    id: () => identification,
    cmd: () =>
      'The Command Prompt session was successfully launched.\nSAC>\nEVENT:   A new channel has been created.  Use "ch -?" for channel help.\n',
    ch: () =>
      'Channel List\n\n(Use "ch -?" for information on using channels)\n\n# Status  Channel Name\n0 (AV)    SAC\n',
  };
  const editor = createLineEditor({
    print: tty.print,
    prompt,
    onEvent: (event) => {
      if (event.type === "complete") return;
      const word = event.type === "line" ? (event.text.trim().toLowerCase().split(/\s+/)[0] ?? "") : "";
      if (word === "restart") return machine.reboot();
      if (word === "shutdown") return machine.powerOff();
      const answer = Object.hasOwn(answers, word)
        ? answers[word]?.()
        : "Unrecognized command. Use ? or help for a list.\n";
      tty.print(`${(answer ?? "").replaceAll("\n", "\r\n")}${prompt}`);
    },
  });
  return {
    start: () => tty.print(`\r\nComputer is booting, SAC started and initialized.\r\n\r\n${prompt}`),
    key: editor.key,
  };
};
