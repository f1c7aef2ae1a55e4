/**
 * Connections on which no request was ever begun: browsers and HTTP clients open them in advance. Node counts them as busy, so a service that stops would
 * wait for them until they time out; they are closed first.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** @returns what closes them, to be called when the service stops */
export function watchConnections(server: Server): () => void {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return () => {
    for (const socket of silent) socket.destroy();
  };
}
