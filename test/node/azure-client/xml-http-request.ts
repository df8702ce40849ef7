/** The part of XMLHttpRequest that the client uses, over fetch, with every request and its answer told to a watcher. */

export type Exchange = {
  readonly method: string;
  /** The address as the client wrote it, percent-encoding included. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly status: number;
  readonly answer: string;
};

/**
 * Hears of each answer before the client gets it; the client waits until it is done. If it throws, the answer is lost.
 */
export type Watcher = (exchange: Exchange) => Promise<void>;

/** A class like XMLHttpRequest, whose instances tell the watcher. */
export function watchedXmlHttpRequest(watch: Watcher) {
  return class XmlHttpRequest {
    // The client takes a class without this member for one that cannot ask other origins.
    withCredentials = false;
    readyState = 0;
    status = 0;
    statusText = '';
    responseText = '';
    onreadystatechange = (): void => {};
    #method = 'GET';
    #url = '';
    readonly #headers: Record<string, string> = {};
    #answered = new Headers();

    open(method: string, url: string): void {
      this.#method = method;
      this.#url = url;
    }

    setRequestHeader(name: string, value: string): void {
      this.#headers[name] = value;
    }

    getResponseHeader(name: string): string | null {
      return this.#answered.get(name);
    }

    send(body: string | null): void {
      const sent = this.#method === 'GET' ? undefined : (body ?? undefined);
      // A request that fails is one with status 0, as in a browser without a network.
      void this.#exchange(sent)
        .catch(() => {})
        .then(() => {
          this.readyState = 4;
          this.onreadystatechange();
        });
    }

    async #exchange(body: string | undefined): Promise<void> {
      const [method, url, headers] = [this.#method, this.#url, this.#headers];
      const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const answer = await response.text();
      await watch({ method, url, headers, body, status: response.status, answer });
      this.status = response.status;
      this.statusText = response.statusText;
      this.responseText = answer;
      this.#answered = response.headers;
    }
  };
}
