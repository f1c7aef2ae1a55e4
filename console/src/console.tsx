/** The console's frame: who is signed in, why they read, where they can go, and the view that they chose. */
import { useEffect } from 'react';
import { NavLink, Route, Routes, useLocation } from 'react-router';
import { api, queries, type Schemas } from './api.js';
import { Loaded } from './elements/loaded.js';
import { Purpose } from './purpose.js';
import { endSession, useSession } from './session.js';
import { SignIn } from './sign-in.js';
import type { View } from './view.js';
import { views } from './views.js';

export function Console() {
  const { token } = useSession();
  return token === '' ? <SignIn /> : <SignedIn key={token} />;
}

function SignedIn() {
  const caller = api.useQuery('get', '/v1/whoami');
  if (caller.isError) return <SignIn refused={caller.error} />;
  return <Loaded query={caller}>{(who) => <Frame caller={who} />}</Loaded>;
}

function Frame({ caller }: { readonly caller: Schemas['WhoAmI'] }) {
  const mine = views.filter(({ roles }) => roles.some((role) => caller.roles.includes(role)));
  return (
    <>
      <a className="skip" href="#main">
        To the content
      </a>
      <header>
        <strong>Ledger</strong>
        <Purpose />
        <span className="who">
          {caller.roles.join(', ')} · <code>{caller.id}</code>
        </span>
        <button type="button" className="quiet" onClick={leave}>
          Sign out
        </button>
      </header>
      <nav aria-label="Views">
        {mine
          .filter(({ name }) => name !== undefined)
          .map(({ name, path }) => (
            <NavLink key={path} to={path}>
              {name}
            </NavLink>
          ))}
      </nav>
      <main id="main" tabIndex={-1}>
        <Routes>
          {mine.map(({ path, element, area }) => (
            <Route key={path} path={path} element={<div className={`area-${area}`}>{element}</div>} />
          ))}
          <Route path="*" element={<Start views={mine} />} />
        </Routes>
      </main>
      <TitleOfPage />
    </>
  );
}

function Start({ views: mine }: { readonly views: readonly View[] }) {
  return (
    <>
      <h1>What would you like to do?</h1>
      <dl className="tasks">
        {mine.flatMap(({ name, path, says }) =>
          name === undefined
            ? []
            : [
                <div key={path}>
                  <dt>
                    <NavLink to={path}>{name}</NavLink>
                  </dt>
                  <dd>{says}</dd>
                </div>,
              ],
        )}
      </dl>
      {mine.length === 0 && <p>This token’s role has no view here. Producers send events; see /docs.</p>}
    </>
  );
}

/** A screen reader and the browser's history say where one is. */
function TitleOfPage() {
  const { pathname } = useLocation();
  useEffect(() => {
    const view = views.find(({ path }) => path === pathname);
    document.title = `${view?.name ?? decodeURIComponent(pathname.slice(1)) ?? ''} – Ledger console`.replace(
      /^ – /,
      '',
    );
  }, [pathname]);
  return null;
}

function leave(): void {
  queries.clear();
  endSession();
}
