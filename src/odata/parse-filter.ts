/** `$filter` text to its tree: OData v3 and v4 in one grammar, by precedence climbing. */
import type { Filter, Positions } from '../protocol/filter.ts';
import { FilterBuilder } from './filter-builder.ts';
import { lex } from './lex.ts';
import { isComparison, type Operator, operatorOf } from './operator.ts';
import { parseCall } from './parse-call.ts';
import { parseLiteral } from './parse-literal.ts';
import { parseValues } from './parse-values.ts';
import type { Token } from './token.ts';
import { TokenCursor } from './token-cursor.ts';

type ParsedFilter = { readonly filter: Filter; readonly positions: Positions };

/**
 * The tree of a filter, and where each part of it was written. Time is linear in the text. Members are not looked up
 * and types not checked: that is `checkFilter`'s.
 *
 * @throws ProblemError `invalid_query` with field `$filter` and the position of the fault: a syntax error, an unknown
 * function, more than 2,000 parts, 32 levels, 200 open parentheses or 1,000 values after `in`.
 */
export function parseFilter(text: string): ParsedFilter {
  return parseTokens(new TokenCursor(lex(text)));
}

/** The same, from tokens; the cursor has then counted what it cost. */
export function parseTokens(cursor: TokenCursor): ParsedFilter {
  const builder = new FilterBuilder();
  const filter = parseExpression(cursor, builder);
  cursor.expect('end', 'an operator or the end');
  return { filter, positions: builder.positions };
}

function parseExpression(cursor: TokenCursor, builder: FilterBuilder, power = 0): Filter {
  let left = parseUnary(cursor, builder);
  let compared = false;
  for (;;) {
    const token = cursor.peek();
    const operator = operatorOf(token);
    if (operator === undefined || operator.power <= power) return left;
    if (compared && isComparison(operator)) throw cursor.refuse('Comparisons do not chain; use "and".');
    compared = isComparison(operator);
    left = parseOperation(cursor, builder, operator, left);
  }
}

function parseOperation(cursor: TokenCursor, builder: FilterBuilder, operator: Operator, left: Filter): Filter {
  const { at } = cursor.take();
  const { name, power } = operator;
  const operand = () => parseExpression(cursor, builder, power);
  if (name === 'in') return builder.add(at, { kind: 'call', name, args: [left, ...parseValues(cursor)] });
  const args = [left, operand()];
  if (name !== 'and' && name !== 'or') return builder.add(at, { kind: 'call', name, args });
  while (operatorOf(cursor.peek()) === operator) {
    cursor.take();
    args.push(operand());
  }
  return builder.join(at, name, args);
}

// `not` binds like a minus: `not a eq b` is `(not a) eq b`, as the OData v3 clients mean it.
function parseUnary(cursor: TokenCursor, builder: FilterBuilder): Filter {
  const token = cursor.peek();
  const name = unaryOf(token);
  if (name === undefined) return parsePrimary(cursor, builder);
  cursor.take();
  const operand = cursor.nested(token.at, () => parseUnary(cursor, builder));
  return builder.add(token.at, { kind: 'call', name, args: [operand] });
}

function unaryOf(token: Token): 'not' | 'negate' | undefined {
  if (token.kind === '-') return 'negate';
  return token.kind === 'word' && token.text.toLowerCase() === 'not' ? 'not' : undefined;
}

function parsePrimary(cursor: TokenCursor, builder: FilterBuilder): Filter {
  const token = cursor.peek();
  if (cursor.skip('(')) return parseParenthesised(cursor, builder, token.at);
  const literal = parseLiteral(cursor);
  if (literal !== undefined) return builder.add(token.at, literal);
  if (token.kind !== 'word') throw cursor.unexpected('a value');
  cursor.take();
  if (cursor.peek().kind === '(') {
    return parseCall(cursor, builder, token, () => parseExpression(cursor, builder));
  }
  return builder.add(token.at, { kind: 'member', name: token.text });
}

function parseParenthesised(cursor: TokenCursor, builder: FilterBuilder, at: number): Filter {
  const inner = cursor.parenthesised(at, () => parseExpression(cursor, builder));
  cursor.expect(')', 'an operator or ")"');
  return inner;
}
