/**
 * How full the stack of SQLite's parser is at each gap of an SQL template. Before version 3.46 it ends at 100 symbols.
 */

const symbols = /[A-Za-z_]\w*\(?|'[^']*'|[\w.]+|[-+*/<>=|]+|[(),]/g;

const known = new WeakMap<TemplateStringsArray, readonly number[]>();

/**
 * The number of symbols that wait on the stack before each part, and at last the most there are at the template's end;
 * not less than the parser has. What stands to the left of an open parenthesis waits until it is closed, so that what
 * is deep is best put at the left: `((a AND b) AND c) AND d` keeps one symbol for each level, `a AND (b AND (c AND d))`
 * three.
 */
export function parserStack(template: TemplateStringsArray): readonly number[] {
  const counted = known.get(template) ?? count(template);
  known.set(template, counted);
  return counted;
}

function count(template: TemplateStringsArray): readonly number[] {
  const open: number[] = [];
  let waiting = 0;
  return template.map((text) => {
    for (const [symbol] of text.matchAll(symbols)) {
      if (symbol === ')') {
        // What was in the parentheses is one symbol now.
        waiting = (open.pop() ?? 0) + 1;
        continue;
      }
      if (symbol.endsWith('(')) open.push(waiting);
      waiting += weight(symbol);
    }
    waiting += 1;
    return waiting - 1;
  });
}

// A function's name, its parenthesis and the DISTINCT that is not there; SELECT, that again and the list before the
// first column.
const weight = (symbol: string): number => (symbol === 'SELECT' || /\w\($/.test(symbol) ? 3 : 1);
