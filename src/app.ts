/** The service: which tables, which users, and the order of the steps that every request takes. */
import { Hono } from 'hono';
import { adminRoutes } from './admin/admin.ts';
import { operatorsChoice } from './admin/ask.ts';
import { type Auth, openAuth } from './auth/auth.ts';
import type { AuthSettings } from './auth/settings.ts';
import type { TableCode } from './code/table-code.ts';
import { type Environment, realEnvironment } from './core/environment.ts';
import type { Principal } from './core/principal.ts';
import { swagger } from './core/swagger.ts';
import type { Db, Session } from './db/db.ts';
import { readAddress } from './http/address.ts';
import type { AppEnv } from './http/app-env.ts';
import { identifyBy } from './http/auth.ts';
import { sessionOf } from './http/bookmark.ts';
import { type CorsOptions, shareWithPages } from './http/cors.ts';
import type { RateLimits } from './http/limits.ts';
import { onError } from './http/on-error.ts';
import { limitAddresses, limitUsers } from './http/rate-limit.ts';
import { nameRequest } from './http/request-id.ts';
import { completeAnswer } from './http/respond.ts';
import { inOrder, type Step } from './http/steps.ts';
import { ProblemError } from './protocol/problem.ts';
import { apiRoutes } from './routes/api.ts';
import { authRoutes } from './routes/auth/index.ts';
import { routes } from './routes/index.ts';
import { openApi, reference } from './routes/reference.ts';
import type { SyncTable } from './table/sync-table.ts';

export type AppOptions<Bindings extends object> = {
  readonly tables: readonly SyncTable[];
  /** Code around the operations of tables, at most one for each. */
  readonly code?: readonly TableCode[];
  /** Adds routes of the app's own, served below `/api`, where `c.var` has the `principal` and opens `tables`. */
  readonly api?: (api: Hono<AppEnv<Bindings>>) => void;
  /** Opens the database of a request, in dialect 3.0 in a session of its client; called at most once for each. */
  readonly openDb: (env: Bindings, session?: Session) => Db;
  /** Who signs in and whose tokens are taken, as the environment says, and with it `/.auth`; undefined for nobody. */
  readonly auth?: (env: Bindings) => AuthSettings | undefined;
  /**
   * Who asks, found out in a way of the app's own; undefined for nobody. Throws a ProblemError
   * `authentication_required` for credentials that are wrong. With it, what `auth` says of tokens holds below `/.auth`
   * alone.
   */
  readonly authenticate?: (request: Request, env: Bindings) => Promise<Principal | undefined>;
  /** The password of the table browser at `/admin`, as the environment says; there is none where it is undefined. */
  readonly adminSecret?: ((env: Bindings) => string | undefined) | undefined;
  /** Which pages of other origins may use the service; by default those of this machine. */
  readonly cors?: CorsOptions;
  /** Whether `/openapi.json` and `/reference` describe the tables; true. */
  readonly openapi?: boolean;
  /** How often an address and a user may ask; as often as they like. */
  readonly rateLimits?: ((env: Bindings) => RateLimits) | undefined;
  /** Whether `/swagger` describes the tables, as a Swagger 2.0 document; false. */
  readonly swagger?: boolean;
  /** The clock and the random source; the real ones. */
  readonly environment?: Environment;
};

/** Where answers are made in other ways than by `respond`. */
const completed = [
  '/',
  '/health',
  '/swagger',
  '/openapi.json',
  '/reference',
  '/api/*',
  '/.auth/*',
  '/admin',
  '/admin/*',
];

/**
 * A Hono app that serves the tables; any Worker can export it, mount it, or add routes of its own.
 *
 * @example
 * export default createApp({ tables: [todoitem], openDb: openDatabase });
 */
export function createApp<Bindings extends object>(options: AppOptions<Bindings>): Hono<AppEnv<Bindings>> {
  const { tables, code = [], openDb, authenticate, adminSecret, rateLimits, environment = realEnvironment } = options;
  const app = new Hono<AppEnv<Bindings>>();
  const authOf = options.auth && onceForEach(options.auth, environment);
  const begin: Step<Bindings> = (c) => {
    let db: Db | undefined;
    c.set('environment', environment);
    c.set('dialect', '3.0');
    c.set('auth', authOf?.(c.env));
    c.set('bookmark', () => db?.bookmark?.());
    c.set('openDb', () => {
      db ??= openDb(c.env, sessionOf(c));
      return db;
    });
  };
  app.use('*', inOrder(begin, nameRequest, readAddress));
  app.use('*', shareWithPages(options.cors));
  if (rateLimits !== undefined) app.use('*', limitAddresses(rateLimits));
  for (const path of completed) app.use(path, completeAnswer);
  // Before users are looked for: whoever signs in anew may send an old token along.
  app.route('/.auth', authRoutes());
  if (adminSecret !== undefined) {
    const own = { adminSecret: undefined, rateLimits: undefined, authenticate: operatorsChoice };
    app.route('/admin', adminRoutes({ tables, secret: adminSecret, service: createApp({ ...options, ...own }) }));
  }
  app.use('*', identifyBy(authenticate));
  if (rateLimits !== undefined) app.use('*', limitUsers);
  app.route('/', routes(tables, code));
  app.route('/api', apiRoutes(options.api, tables));
  if (options.openapi !== false) app.get('/openapi.json', openApi(tables)).get('/reference', reference(tables));
  if (options.swagger === true) app.get('/swagger', (c) => c.json(swagger(tables, new URL(c.req.url))));
  app.notFound(() => {
    throw new ProblemError('unknown_route', 'There is nothing here; GET / lists what there is.');
  });
  app.onError(onError);
  return app;
}

/** What is known of users, found out once for each environment: it remembers what providers have published. */
function onceForEach<Bindings extends object>(
  read: (env: Bindings) => AuthSettings | undefined,
  { now }: Environment,
): (env: Bindings) => Auth | undefined {
  const opened = new WeakMap<Bindings, { readonly auth: Auth | undefined }>();
  return (env) => {
    const known = opened.get(env);
    if (known !== undefined) return known.auth;
    const settings = read(env);
    const auth = settings && openAuth(settings, now);
    opened.set(env, { auth });
    return auth;
  };
}
