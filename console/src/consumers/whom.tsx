/** Whom a step that cannot be undone is for: the beginning of the pseudonym, typed. The browser lets nothing else through. */
const TYPED = 8;

export function Whom({ consumer }: { readonly consumer: string }) {
  const first = consumer.slice(0, TYPED);
  return (
    <label>
      Type <code>{first}</code>, the beginning of the pseudonym, to confirm whom
      <input
        name="whom"
        required
        autoComplete="off"
        spellCheck={false}
        pattern={first}
        title={`The first ${TYPED} characters of the pseudonym: ${first}`}
      />
    </label>
  );
}
