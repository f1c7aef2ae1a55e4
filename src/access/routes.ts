/** Every route of the running application with what it declares: who may call it and whose records it shows. Read off the controllers, so it cannot be out of date. */
import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { LedgerError } from '../record/ledger-error.js';
import { ROLES, type Role } from './roles.js';

export interface DeclaredRoute {
  readonly method: string;
  /** As Fastify knows it: `/v1/consumers/:consumer/timeline`. */
  readonly path: string;
  readonly roles: readonly Role[] | 'anyone';
  /** `Controller.method`, for messages. */
  readonly handler: string;
  readonly target: object;
}

@Injectable()
export class Routes {
  #routes: readonly DeclaredRoute[] | null = null;
  readonly #byPlace = new Map<string, DeclaredRoute>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws LedgerError `configuration` where a route declares nobody: the start fails, rather than a route that is open by oversight */
  all(): readonly DeclaredRoute[] {
    if (this.#routes !== null) return this.#routes;
    const routes = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (typeof instance !== 'object' || instance === null || typeof metatype !== 'function') return [];
      const prototype: unknown = Object.getPrototypeOf(instance);
      if (typeof prototype !== 'object' || prototype === null) return [];
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => routesOf(metatype, Reflect.get(prototype, name), `${metatype.name}.${name}`));
    });
    for (const route of routes) this.#byPlace.set(`${route.method} ${route.path}`, route);
    this.#routes = routes;
    return routes;
  }

  /** The route that Fastify matched; its own HEAD for each GET asks what the GET asks. */
  at(method: string, path: string | undefined): DeclaredRoute | undefined {
    this.all();
    const asked = method === 'HEAD' ? 'GET' : method;
    return this.#byPlace.get(`${asked} ${path}`) ?? this.#byPlace.get(`ALL ${path}`);
  }
}

function routesOf(controller: object, method: unknown, handler: string): readonly DeclaredRoute[] {
  if (typeof method !== 'function' || !Reflect.hasMetadata(PATH_METADATA, method)) return [];
  const roles: unknown = Reflect.getMetadata(ROLES, method) ?? Reflect.getMetadata(ROLES, controller);
  if (!isDeclaration(roles))
    throw new LedgerError('configuration', `${handler} is a route that declares nobody: @Roles(...) or @Anyone().`);
  const verb: unknown = Reflect.getMetadata(METHOD_METADATA, method) ?? RequestMethod.GET;
  return texts(Reflect.getMetadata(PATH_METADATA, controller)).flatMap((prefix) =>
    texts(Reflect.getMetadata(PATH_METADATA, method)).map((path) => ({
      method: RequestMethod[Number(verb)] ?? 'GET',
      path: `/${[prefix, path]
        .flatMap((part) => part.split('/'))
        .filter(Boolean)
        .join('/')}`,
      roles,
      handler,
      target: method,
    })),
  );
}

function isDeclaration(value: unknown): value is readonly Role[] | 'anyone' {
  return value === 'anyone' || (Array.isArray(value) && value.length > 0);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [value === undefined ? '' : String(value)];
}
