/**
 * One HTTP/1.1 connection, as little of a client as a load generator needs: what it computes itself is taken from the service, which runs on the same machine.
 * One request at a time; the service answers with a Content-Length.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const failed = (error: Error): void => this.#waiting?.reject(error);
    socket
      .on('data', (chunk) => this.#take(chunk))
      .on('error', failed)
      .on('close', () => failed(new Error('The service closed the connection.')));
  }

  static async to(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** @param parts head and body as they go over the wire */
  send(parts: Iterable<Buffer>): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting = { resolve, reject };
    this.#socket.cork();
    for (const part of parts) this.#socket.write(part);
    this.#socket.uncork();
    return promise;
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const head = this.#received.indexOf(END_OF_HEAD);
    if (head < 0) return;
    const lines = this.#received.toString('latin1', 0, head);
    const body = head + END_OF_HEAD.length;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(lines)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) {
      this.#waiting?.reject(new Error(`An answer without Content-Length: ${lines}`));
    } else if (this.#received.length >= body + length) {
      const answer = { status: Number(lines.slice(9, 12)), text: this.#received.toString('utf8', body, body + length) };
      this.#received = Buffer.alloc(0);
      this.#waiting?.resolve(answer);
    }
  }
}
