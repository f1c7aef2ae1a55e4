/** The console's files, as they are served. */
import { Service } from '../support/service.js';

let service: Service;

beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

const get = (url: string) => service.app.inject({ method: 'GET', url });

it('serves the page to everybody, asked for each time, under the strict policy', async () => {
  const page = await get('/console/');
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers['cache-control']).toBe('no-cache');
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(page.body).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/);
});

it('serves what the page names, to be kept, for its name holds its digest', async () => {
  const names = [...(await get('/console/')).body.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, url]) => url);
  expect(names).toHaveLength(2);
  for (const name of names) {
    const file = await get(name ?? '');
    expect([name, file.statusCode, file.headers['cache-control']]).toEqual([
      name,
      200,
      'public, max-age=31536000, immutable',
    ]);
  }
});

it('leads from the address without a slash', async () => {
  const { statusCode, headers } = await get('/console');
  expect([statusCode, headers.location]).toEqual([301, '/console/']);
});

it.each(['/console/assets/none.js', '/console/../main.js', '/console/%2e%2e/main.js', '/console/..%2fmain.js'])(
  'has nothing at %s',
  async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  },
);
