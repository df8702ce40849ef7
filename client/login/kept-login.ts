/** Who is signed in on this device: it outlives the program, and all tabs agree on it. */
import { type Login, parseLogin } from './login.ts';

/** `localStorage`, or what is like it: storages of phones, which answer later, will do. */
export type LoginStorage = {
  readonly getItem: (name: string) => string | null | Promise<string | null>;
  readonly setItem: (name: string, value: string) => unknown;
  readonly removeItem: (name: string) => unknown;
};

export type KeptLogin = {
  read(): Promise<Login | undefined>;
  write(login: Login | undefined): Promise<void>;
};

/** The login of this name; for as long as the program runs where there is no storage. */
export function openKeptLogin(name: string, storage: LoginStorage | undefined = globalThis.localStorage): KeptLogin {
  let here: string | null = null;
  return {
    async read() {
      const text = storage === undefined ? here : await storage.getItem(name);
      return text === null ? undefined : parseLogin(text);
    },
    async write(login) {
      here = login === undefined ? null : JSON.stringify(login);
      await (here === null ? storage?.removeItem(name) : storage?.setItem(name, here));
    },
  };
}
