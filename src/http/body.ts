/** Reads bodies: their type, size, encoding and, of JSON, syntax. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Dialect } from '../protocol/dialect.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';

/** The most bytes of one record's body. */
export const maxBodyBytes = 1024 * 1024;

/** Refuses bodies that are too large; the runtime sees to it that a body is no longer than it says. */
export function limitBody(maxBytes: number): MiddlewareHandler<AppEnv> {
  const tooLarge = (): never => {
    throw new ProblemError('body_too_large', `A body has at most ${maxBytes} bytes.`);
  };
  /** Counts a body of unknown length while it streams in. */
  const countBody = bodyLimit({ maxSize: maxBytes, onError: tooLarge });
  return function limitBody(c, next) {
    const length = c.req.header('Content-Length');
    if (length === undefined) return countBody(c, next);
    return Number(length) > maxBytes ? tooLarge() : next();
  };
}

/** What was sent with a request, apart from its address. */
export type Sent = {
  readonly dialect: Dialect;
  /** The value of a header, whose name is taken in any case. */
  readonly header: (name: string) => string | undefined;
  readonly body: Body;
};

/** A body, read when it is asked for; both throw ProblemError `malformed_json`. */
export type Body = { text(): Promise<string>; json(): Promise<unknown> };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** The body of a request of its own. */
export function bodyOf(c: Context<AppEnv>): Body {
  const text = async (): Promise<string> => {
    const bytes = await c.req.arrayBuffer();
    try {
      return utf8.decode(bytes);
    } catch (cause) {
      throw new ProblemError('malformed_json', 'The body is not UTF-8.', { cause });
    }
  };
  return { text, json: async () => parseJson(await text()) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw text === '' ? emptyBody(cause) : new ProblemError('malformed_json', 'The body is not JSON.', { cause });
  }
}

/** The problem of a body that is missing. */
export function emptyBody(cause?: unknown): ProblemError {
  return new ProblemError('malformed_json', 'The body is empty; send one record.', { cause });
}

/**
 * The JSON value of the request's body.
 *
 * @throws ProblemError `unsupported_media_type` or `malformed_json`.
 */
export function readJson(sent: Sent, mediaType = 'application/json'): Promise<unknown> {
  // The oldest clients leave the type of their JSON out.
  checkType(sent, [mediaType], sent.dialect === '2.0');
  return sent.body.json();
}

/**
 * The text of the request's body.
 *
 * @throws ProblemError `unsupported_media_type` for another type than those, `malformed_json` for what is not UTF-8.
 */
export function readText(sent: Sent, mediaTypes: readonly string[]): Promise<string> {
  checkType(sent, mediaTypes, false);
  return sent.body.text();
}

function checkType(sent: Sent, mediaTypes: readonly string[], untyped: boolean): void {
  const type = mediaTypeOf(sent);
  if (type === undefined ? !untyped : !mediaTypes.includes(type)) {
    const detail = `Send Content-Type: ${mediaTypes.join(' or ')}.`;
    throw new ProblemError('unsupported_media_type', detail, { field: 'Content-Type' });
  }
  if (sent.header('Content-Encoding') !== undefined) {
    const detail = 'Bodies are taken as they are, without Content-Encoding.';
    throw new ProblemError('unsupported_media_type', detail, { field: 'Content-Encoding' });
  }
}

/** The media type of the body, without parameters. */
export function mediaTypeOf({ header }: Sent): string | undefined {
  return header('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
}
