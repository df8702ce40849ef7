/** The operators between two operands, and how tightly they bind (protocol: `or` least, `mul` most). */
import type { Arithmetic, Comparison } from '../protocol/filter.ts';
import type { Token } from './token.ts';

export type Operator = { readonly name: 'and' | 'or' | 'in' | Comparison | Arithmetic; readonly power: number };

const comparison = 3;

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>(
  [
    { name: 'or', power: 1 } as const,
    { name: 'and', power: 2 } as const,
    ...(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in'] as const).map((name) => ({ name, power: comparison })),
    ...(['add', 'sub'] as const).map((name) => ({ name, power: 4 })),
    ...(['mul', 'div', 'mod'] as const).map((name) => ({ name, power: 5 })),
  ].map((operator) => [operator.name, operator]),
);

/** The operator that a token after an operand is, in any case, or undefined. */
export function operatorOf(token: Token): Operator | undefined {
  return token.kind === 'word' ? operators.get(token.text.toLowerCase()) : undefined;
}

/** Comparisons give conditions, so that nothing compares further: `a eq b eq c` is refused. */
export const isComparison = (operator: Operator): boolean => operator.power === comparison;
