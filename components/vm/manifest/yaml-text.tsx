import { Fragment } from "react";

/** Text with the numbers of its lines, to be read: keys in the accent, numbers are not copied with it. */
export const YamlText = ({ label, text }: { label: string; text: string }) => (
  <section
    aria-label={label}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    tabIndex={0}
    className="overflow-auto whitespace-pre p-3 font-mono text-xs leading-[18px] -outline-offset-2"
  >
    {text
      .replace(/\n$/, "")
      .split("\n")
      .map((line, index) => (
        <Fragment key={index}>
          <span aria-hidden="true" className="mr-3 inline-block w-8 select-none text-right text-ink-3">
            {index + 1}
          </span>
          <YamlLine line={line} />
        </Fragment>
      ))}
  </section>
);

const YamlLine = ({ line }: { line: string }) => {
  const [, key, rest] = /^(\s*(?:- )*[\w./"-]+:)( .*)?$/.exec(line) ?? [];
  if (!key) return `${line}\n`;
  return (
    <>
      <span className="text-accent">{key}</span>
      {`${rest ?? ""}\n`}
    </>
  );
};
