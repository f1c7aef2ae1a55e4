import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, fetchJson } from '../../src/http/outgoing.js';

describe('outgoing calls', () => {
  let server: Server;
  let handler: RequestListener;
  let here: URL;

  beforeAll(async () => {
    server = createServer((request, response) => handler(request, response)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    here = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reach the configured place', async () => {
    handler = (_, response) => void response.end('{"keys":[]}');
    await expect(fetchJson(new URL('/keys', here), { configured: here })).resolves.toEqual({ keys: [] });
  });

  it.each([
    ['https://127.0.0.1/', 'its address is not public'],
    ['https://10.1.2.3/', 'its address is not public'],
    ['https://169.254.169.254/latest/meta-data', 'its address is not public'],
    ['https://[::1]/', 'its address is not public'],
    ['https://[::ffff:10.0.0.1]/', 'its address is not public'],
    ['https://[fd00::1]/', 'its address is not public'],
    // WHATWG URLs turn every other spelling of an IPv4 address into this one.
    ['https://0x7f000001/', 'its address is not public'],
    ['https://2130706433/', 'its address is not public'],
    // A name is judged by the address it leads to, at the moment of connecting.
    ['https://localhost/', 'its address is not public'],
    ['http://example.org/', 'only https is'],
    ['ftp://example.org/', 'only https is'],
    ['file:///etc/passwd', 'only https is'],
    ['https://user:pass@example.org/', 'its URL holds credentials'],
  ])('never go to %s, which was not configured', async (url, why) => {
    await expect(call(new URL(url), { configured: new URL('https://id.example.org/') })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(why),
    });
  });

  it('follow no redirect', async () => {
    handler = (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    await expect(call(here, { configured: here })).resolves.toMatchObject({ status: 302 });
  });

  it('end at the limit of size, and of time', async () => {
    handler = (_, response) => void response.end('x'.repeat(2000));
    await expect(call(here, { configured: here, maxBytes: 1000 })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('more than 1000 bytes'),
    });
    handler = () => undefined;
    await expect(call(here, { configured: here, timeout: 50 })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('no answer within 50 ms'),
    });
    handler = (_, response) => void response.write('{');
    await expect(call(here, { configured: here, timeout: 50 })).rejects.toMatchObject({ code: 'unavailable' });
  });
});
