/** Reads JSON bodies: their type, size, encoding and syntax. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';

/** The most bytes of one record's body. */
const maxBodyBytes = 1024 * 1024;

/** Counts the body while it streams in, so that a false or missing length does not help. */
export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    throw new ProblemError('body_too_large', `A body has at most ${maxBodyBytes} bytes.`);
  },
});

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * The JSON value of the request's body.
 *
 * @throws ProblemError `unsupported_media_type` or `malformed_json`.
 */
export async function readJson(c: Context<AppEnv>, mediaType = 'application/json'): Promise<unknown> {
  checkMediaType(c, mediaType);
  const bytes = await c.req.arrayBuffer();
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    const detail = bytes.byteLength === 0 ? 'The body is empty; send one record.' : 'The body is not JSON in UTF-8.';
    throw new ProblemError('malformed_json', detail, { cause });
  }
}

/** The media type of the body, without parameters. */
export function mediaTypeOf(c: Context<AppEnv>): string | undefined {
  return c.req.header('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
}

function checkMediaType(c: Context<AppEnv>, taken: string): void {
  const type = mediaTypeOf(c);
  const old = type === undefined && c.get('dialect') === '2.0';
  if (!old && type !== taken) {
    throw new ProblemError('unsupported_media_type', 'Send Content-Type: application/json.', { field: 'Content-Type' });
  }
  if (c.req.header('Content-Encoding') !== undefined) {
    const detail = 'Bodies are taken as they are, without Content-Encoding.';
    throw new ProblemError('unsupported_media_type', detail, { field: 'Content-Encoding' });
  }
}
