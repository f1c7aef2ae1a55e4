/** The schemas over HTTP: for everybody, without a token. */
import { definitions } from '../../src/catalogue/catalogue.js';
import { Service } from '../support/service.js';

let service: Service;

beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

describe('GET /v1/schemas', () => {
  const get = (url: string) => service.app.inject({ method: 'GET', url });

  it('lists every type with the address of its schema', async () => {
    const answer = await get('/v1/schemas');
    expect(answer.statusCode).toBe(200);
    const { items, next } = answer.json();
    expect(next).toBeNull();
    expect(items).toHaveLength(definitions.length);
    expect(items).toContainEqual({
      type: 'decision.made',
      version: 1,
      family: 'decision',
      says: 'A marketing decision about the person was made.',
      subject: 'required',
      writtenBy: 'producer',
      schema: '/v1/schemas/decision.made/1',
    });
  });

  it.each(definitions.map((definition) => [definition.type, definition] as const))(
    'gives the schema of %s',
    async (type, definition) => {
      const answer = await get(`/v1/schemas/${type}/${definition.version}`);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([
        200,
        expect.stringMatching(/^application\/schema\+json/),
      ]);
      expect(answer.json()).toEqual(definition.jsonSchema());
    },
  );

  it.each(['decision.made/2', 'decision.made/x', 'decision.guessed/1', '__proto__/1'])('knows no %s', async (path) => {
    const answer = await get(`/v1/schemas/${path}`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'missing']);
  });
});
