/** A bar that says how far a long command is; nothing where nobody watches. */

type Progress = {
  /** @param part from 0 to 1 */
  show(part: number, text: string): void;
  /** Takes the bar away. */
  end(): void;
};

const width = 30;

export function openProgress(output: NodeJS.WriteStream): Progress {
  if (!output.isTTY) return { show() {}, end() {} };
  return {
    show(part, text) {
      const full = Math.round(Math.min(Math.max(part, 0), 1) * width);
      output.write(`\r\u001b[K[${'='.repeat(full)}${' '.repeat(width - full)}] ${text}`);
    },
    end: () => output.write('\r\u001b[K'),
  };
}
