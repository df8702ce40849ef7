/** Figures, printed one a line as they are measured: as a table for readers, or with `--json` as an object each. */

/** What a figure has to be. */
export type Target = { readonly atLeast: number } | { readonly atMost: number } | { readonly exactly: number };

/** One number that was measured, under a name that says in words what it is, unit included. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  /** Missing in a figure that is only there to understand others. */
  readonly target?: Target;
};

export type Report = {
  /** Prints a figure. */
  add(figure: Figure): void;
  /** Prints which targets were missed; nothing in JSON. @returns whether all hold */
  end(): boolean;
};

/** Whether the value is what the target asks for. */
function holds(value: number, target: Target): boolean {
  if ('atLeast' in target) return value >= target.atLeast;
  if ('atMost' in target) return value <= target.atMost;
  return value === target.exactly;
}

/** The target as a reader writes it: `>= 0.75`, `<= 1.3`, `= 1`. */
function printTarget(target: Target): string {
  if ('atLeast' in target) return `>= ${target.atLeast}`;
  if ('atMost' in target) return `<= ${target.atMost}`;
  return `= ${target.exactly}`;
}

/** `{"name","value","target","holds"}`; the last two are null in a figure without a target. */
function figureToJson({ name, value, target }: Figure): string {
  return JSON.stringify({
    name,
    value: rounded(value),
    target: target === undefined ? null : printTarget(target),
    holds: target === undefined ? null : holds(rounded(value), target),
  });
}

/** One line of the table: value, target, verdict, name. */
function figureToRow({ name, value, target }: Figure): string {
  const cells = [String(rounded(value)).padStart(8), ''.padEnd(8), ''.padEnd(6)];
  if (target !== undefined) {
    cells[1] = printTarget(target).padEnd(8);
    cells[2] = holds(rounded(value), target) ? 'holds ' : 'MISSED';
  }
  return `${cells.join('  ')}  ${name}`;
}

/** Three significant digits, and no fraction above 100: what a shared machine can tell. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** A report that prints by `print`, which is standard output by default. */
export function openReport(json: boolean, print: (line: string) => void = console.log): Report {
  const missed: string[] = [];
  if (!json) print(`${'value'.padStart(8)}  ${'target'.padEnd(8)}  ${''.padEnd(6)}  figure`);
  return {
    add(figure) {
      if (figure.target !== undefined && !holds(rounded(figure.value), figure.target)) missed.push(figure.name);
      print(json ? figureToJson(figure) : figureToRow(figure));
    },
    end() {
      const allHold = missed.length === 0;
      if (!json) print(allHold ? '\nAll targets hold.' : `\nMISSED: ${missed.join('; ')}`);
      return allHold;
    },
  };
}
