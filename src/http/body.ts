/** Reads bodies: their type, size, encoding and, of JSON, syntax. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';

/** The most bytes of one record's body. */
const maxBodyBytes = 1024 * 1024;

const tooLarge = (): never => {
  throw new ProblemError('body_too_large', `A body has at most ${maxBodyBytes} bytes.`);
};

/** Counts a body of unknown length while it streams in. */
const countBody = bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge });

/** Refuses bodies that are too large; the runtime sees to it that a body is no longer than it says. */
export const limitBody: MiddlewareHandler<AppEnv> = function limitBody(c, next) {
  const length = c.req.header('Content-Length');
  if (length === undefined) return countBody(c, next);
  return Number(length) > maxBodyBytes ? tooLarge() : next();
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * The JSON value of the request's body.
 *
 * @throws ProblemError `unsupported_media_type` or `malformed_json`.
 */
export async function readJson(c: Context<AppEnv>, mediaType = 'application/json'): Promise<unknown> {
  // The oldest clients leave the type of their JSON out.
  const text = await readText(c, [mediaType], c.get('dialect') === '2.0');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = text === '' ? 'The body is empty; send one record.' : 'The body is not JSON.';
    throw new ProblemError('malformed_json', detail, { cause });
  }
}

/**
 * The text of the request's body.
 *
 * @throws ProblemError `unsupported_media_type` for another type than those, `malformed_json` for what is not UTF-8.
 */
export async function readText(c: Context<AppEnv>, mediaTypes: readonly string[], untyped = false): Promise<string> {
  const type = mediaTypeOf(c);
  if (type === undefined ? !untyped : !mediaTypes.includes(type)) {
    const detail = `Send Content-Type: ${mediaTypes.join(' or ')}.`;
    throw new ProblemError('unsupported_media_type', detail, { field: 'Content-Type' });
  }
  if (c.req.header('Content-Encoding') !== undefined) {
    const detail = 'Bodies are taken as they are, without Content-Encoding.';
    throw new ProblemError('unsupported_media_type', detail, { field: 'Content-Encoding' });
  }
  const bytes = await c.req.arrayBuffer();
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new ProblemError('malformed_json', 'The body is not UTF-8.', { cause });
  }
}

/** The media type of the body, without parameters. */
export function mediaTypeOf(c: Context<AppEnv>): string | undefined {
  return c.req.header('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
}
