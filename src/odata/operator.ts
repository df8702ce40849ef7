/** The operators between two operands, and how tightly they bind (protocol: `or` least, `mul` most). */
import type { Arithmetic, Comparison } from '../protocol/filter.ts';
import type { Token } from './token.ts';

export type Operator =
  | { readonly kind: 'chain'; readonly power: number; readonly name: 'and' | 'or' }
  | { readonly kind: 'compare'; readonly power: number; readonly name: Comparison }
  | { readonly kind: 'in'; readonly power: number; readonly name: 'in' }
  | { readonly kind: 'arithmetic'; readonly power: number; readonly name: Arithmetic };

const comparison = 3;

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['or', { kind: 'chain', power: 1, name: 'or' }],
  ['and', { kind: 'chain', power: 2, name: 'and' }],
  ...(['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const).map(
    (name) => [name, { kind: 'compare', power: comparison, name }] as const,
  ),
  ['in', { kind: 'in', power: comparison, name: 'in' }],
  ...(['add', 'sub'] as const).map((name) => [name, { kind: 'arithmetic', power: 4, name }] as const),
  ...(['mul', 'div', 'mod'] as const).map((name) => [name, { kind: 'arithmetic', power: 5, name }] as const),
]);

/** The operator that a token after an operand is, in any case, or undefined. */
export function operatorOf(token: Token): Operator | undefined {
  return token.kind === 'word' ? operators.get(token.text.toLowerCase()) : undefined;
}

/** Comparisons give conditions, so that nothing compares further: `a eq b eq c` is refused. */
export const isComparison = (operator: Operator): boolean => operator.power === comparison;
