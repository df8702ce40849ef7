/** The nodes of a tree as it is parsed: where each was written, how many there are and how deep each is. */
import { type Filter, isLiteral } from '../protocol/filter.ts';
import { filterError } from './query-error.ts';
import { maxDepth, tooDeep } from './token-cursor.ts';

/** `and` and `or` do not count: how many there are hangs on parentheses. */
export const maxNodes = 2_000;

export class FilterBuilder {
  readonly positions = new Map<Filter, number>();
  private readonly depths = new Map<Filter, number>();
  private nodes = 0;

  /** The node, taken into account; `parts` are the nodes right below it. */
  add<Node extends Filter>(at: number, node: Node, parts: readonly Filter[] = []): Node {
    this.nodes += node.kind === 'and' || node.kind === 'or' ? 0 : 1;
    if (this.nodes > maxNodes) throw filterError(`A filter has at most ${maxNodes} parts.`, at);
    const depth = parts.reduce((deepest, part) => Math.max(deepest, this.depthOf(part)), 0) + (isLeaf(node) ? 0 : 1);
    if (depth > maxDepth) throw tooDeep(at);
    this.depths.set(node, depth);
    this.positions.set(node, at);
    return node;
  }

  /** The terms joined by one `and` or `or`. Terms of the same kind become their terms: parentheses make no levels. */
  join(at: number, kind: 'and' | 'or', joined: readonly Filter[]): Filter {
    const terms = joined.flatMap((term) => (term.kind === kind ? term.terms : [term]));
    return this.add(at, { kind, terms }, terms);
  }

  private depthOf(node: Filter): number {
    return this.depths.get(node) ?? 0;
  }
}

const isLeaf = (node: Filter): boolean => node.kind === 'member' || isLiteral(node);
