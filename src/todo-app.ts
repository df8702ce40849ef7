/** The app in `examples/todo`: what a browser gets from `GET /`. */
import type { Env } from './env.ts';

type Service = (request: Request, env: Env, context?: ExecutionContext) => Response | Promise<Response>;

const isAsked = ({ method, url, headers }: Request): boolean =>
  method === 'GET' && headers.get('Accept')?.includes('text/html') === true && new URL(url).pathname === '/';

/** The service, with the page of the app in front of it. */
export const withTodoApp =
  (service: Service): Service =>
  (request, env, context) =>
    env.ASSETS !== undefined && isAsked(request)
      ? env.ASSETS.fetch(new Request(new URL('/todo/', request.url), request))
      : service(request, env, context);
