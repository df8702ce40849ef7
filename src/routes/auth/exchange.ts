/** `GET /.auth/login/{provider}/token`: the token for the code that an app was given. */
import type { Context } from 'hono';
import { unsealCode } from '../../auth/app-code.ts';
import type { Auth } from '../../auth/auth.ts';
import { loginOf } from '../../auth/session-token.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ProblemError } from '../../protocol/problem.ts';

export async function exchange(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  const asked = (name: string): string => {
    const value = c.get('params').find((param) => param.name === name)?.value;
    if (value === undefined) throw new ProblemError('invalid_query', `"${name}" is missing.`, { field: name });
    return value;
  };
  const session = await unsealCode(asked('authorization_code'), asked('code_verifier'), auth);
  return c.json(await loginOf(session, auth));
}
