/** The body of a request in a batch: a part of the batch's JSON. */
import type { BatchRequest } from '../../core/batch-request.ts';
import { emptyBody, maxBodyBytes, type Sent } from '../../http/body.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Outer } from './outer.ts';

const encoder = new TextEncoder();

/**
 * The body, and the headers with its type: JSON unless they say otherwise (OData JSON Format v4.01 §19.1).
 *
 * @throws ProblemError `body_too_large` for one that by itself would be.
 */
export function bodyWithin({ mayBeLarge }: Outer, { headers, body }: BatchRequest): Pick<Sent, 'header' | 'body'> {
  if (mayBeLarge && isLarge(body)) {
    throw new ProblemError('body_too_large', `A body has at most ${maxBodyBytes} bytes.`);
  }
  const isTyped = body === undefined || headers.has('content-type');
  return {
    header(name) {
      const small = name.toLowerCase();
      return !isTyped && small === 'content-type' ? 'application/json' : headers.get(small);
    },
    body: {
      async json() {
        if (body === undefined) throw emptyBody();
        return body;
      },
      async text() {
        if (typeof body === 'string') return body;
        if (body === undefined) return '';
        throw new ProblemError('invalid_request', 'A body that is not JSON is text.', { field: 'body' });
      },
    },
  };
}

function isLarge(body: unknown): boolean {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  return text.length * 3 > maxBodyBytes && encoder.encode(text).length > maxBodyBytes;
}
