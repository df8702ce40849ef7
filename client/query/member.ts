/** The members that a query names. */
import { type AnyExpression, expressionOf } from './expression.ts';
import type { Members } from './typed-expression.ts';

/** The name, if a member can have it. @throws TypeError for another: it would be read as more than a name. */
export function memberName(name: string): string {
  if (/^[a-z_]\w*$/i.test(name)) return name;
  throw new TypeError(`"${name}" cannot be a member.`);
}

export const member = (name: string): AnyExpression => expressionOf({ kind: 'member', name: memberName(name) });

/** Gives each member by its name: what is not asked for is not looked at, and no table needs to be declared. */
export function members<Row>(): Members<Row>;
export function members(): object {
  return new Proxy({}, { get: (_, name) => member(String(name)) });
}
