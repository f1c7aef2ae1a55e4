/** An instant as its reader's clock shows it; the exact one, in UTC, on hovering. */
const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

export function Moment({ at, day = false }: { readonly at: string; readonly day?: boolean }) {
  return (
    <time dateTime={at} title={at}>
      {(day ? DAY : FORMAT).format(new Date(at))}
    </time>
  );
}
