/** Which address below `/.auth` leads to what; those of Azure App Service, which its clients know. */
import { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { withAuth } from '../../http/auth.ts';
import { limitBody } from '../../http/body.ts';
import { chooseDialect } from '../../http/dialect.ts';
import { inOrder } from '../../http/steps.ts';
import { begin } from './begin.ts';
import { callback } from './callback.ts';
import { exchange } from './exchange.ts';
import { loginByOwnToken, loginByToken } from './login-by-token.ts';
import { signedIn, signedOut } from './pages.ts';
import { listProviders } from './providers.ts';
import { logout, me, refresh } from './session.ts';

const maxTokenBytes = 64 * 1024;

/** The routes of sign-in; they answer where the environment says who may sign in, and are not there elsewhere. */
export function authRoutes(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('*', inOrder(chooseDialect));
  app.post('*', limitBody(maxTokenBytes));
  app.get('/login', withAuth(listProviders));
  app.get('/login/done', withAuth(signedIn));
  app.get('/logout/done', withAuth(signedOut));
  app.post('/login', withAuth(loginByOwnToken));
  app.get('/login/:provider', withAuth(begin));
  app.post('/login/:provider', withAuth(loginByToken));
  app.get('/login/:provider/callback', withAuth(callback));
  app.get('/login/:provider/token', withAuth(exchange));
  app.get('/me', withAuth(me));
  app.get('/refresh', withAuth(refresh));
  app.on(['GET', 'POST'], '/logout', withAuth(logout));
  return app;
}
