/** The part of npm's azure-mobile-apps-client 2.0.1 that the page uses. */
declare module 'azure-mobile-apps-client' {
  export class MobileServiceClient {
    constructor(url: string);
    readonly currentUser: { readonly userId: string } | null;
    login(provider: string, token?: object): PromiseLike<{ readonly userId: string }>;
    logout(): PromiseLike<void>;
    getTable(name: string): {
      insert(record: object): PromiseLike<{ readonly id: string; readonly userId: string }>;
      read(): PromiseLike<readonly { readonly id: string; readonly text: string; readonly userId: string }[]>;
    };
  }
}
