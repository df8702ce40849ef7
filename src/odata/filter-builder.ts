/** The nodes of a tree as it is parsed: where each was written, how many there are and how deep each is. */
import type { Call, Filter } from '../protocol/filter.ts';
import { filterError } from './query-error.ts';
import { maxDepth, tooDeep } from './token-cursor.ts';

/** `and` and `or` do not count: how many there are hangs on parentheses. */
const maxNodes = 2_000;

export class FilterBuilder {
  readonly positions = new Map<Filter, number>();
  private readonly depths = new Map<Call, number>();
  private nodes = 0;

  /** The node, taken into account; the nodes right below it are already. */
  add<Node extends Filter>(at: number, node: Node): Node {
    this.nodes += isChain(node) ? 0 : 1;
    if (this.nodes > maxNodes) throw filterError(`A filter has at most ${maxNodes} parts.`, at);
    if (node.kind === 'call') {
      const depth = node.args.reduce((deepest, part) => Math.max(deepest, this.depthOf(part)), 0) + 1;
      if (depth > maxDepth) throw tooDeep(at);
      this.depths.set(node, depth);
    }
    this.positions.set(node, at);
    return node;
  }

  /** The terms joined by one `and` or `or`. Terms of the same kind become their terms: parentheses make no levels. */
  join(at: number, name: 'and' | 'or', joined: readonly Filter[]): Filter {
    const args = joined.flatMap((term) => (term.kind === 'call' && term.name === name ? term.args : [term]));
    return this.add(at, { kind: 'call', name, args });
  }

  private depthOf(node: Filter): number {
    return (node.kind === 'call' ? this.depths.get(node) : undefined) ?? 0;
  }
}

const isChain = (node: Filter): boolean => node.kind === 'call' && (node.name === 'and' || node.name === 'or');
