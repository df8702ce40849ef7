/** Operations in the dialect 2.0 too. Loaded with the first request to such a service. */
import type { Dialect } from '../../src/protocol/dialect.ts';
import { type Asked, operationRequest } from './operation-request.ts';
import type { WireRequest } from './request.ts';

/** The request that an operation is in this dialect. */
export function requestIn(protocol: Dialect, asked: Asked): WireRequest {
  const request = operationRequest(asked);
  if (protocol === '3.0') return request;
  const { method, address, body, headers } = request;
  const features = asked.version === undefined ? 'OL' : 'OL,OC';
  const old = { address, headers: { 'If-Match': headers?.['If-Match'], 'X-ZUMO-FEATURES': features } };
  return asked.kind === 'undelete' ? { method: 'POST', ...old } : { method, body, ...old };
}
