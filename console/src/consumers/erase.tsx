/** Erasing a person on one of the grounds of GDPR Art. 17(1). It cannot be undone, so whoever does it types whom. */
import { api } from '../api.js';
import { Command } from '../elements/command.js';
import type { StepProps } from './protection.js';
import { Whom } from './whom.js';

const grounds = [
  ['17(1)(a)', 'the data is not needed any more'],
  ['17(1)(b)', 'the person withdrew their consent'],
  ['17(1)(c)', 'the person objected'],
  ['17(1)(d)', 'the processing was unlawful'],
  ['17(1)(e)', 'a law demands the erasure'],
  ['17(1)(f)', 'the data of a child was collected online'],
] as const;

export function Erase({ consumer, state, onChange }: StepProps) {
  const erase = api.useMutation('post', '/v1/consumers/{consumer}/erasure', {
    onSuccess: (erasure) => onChange({ ...state, erasure }),
  });
  return (
    <>
      <p>
        The keys of this person, under every linked pseudonym, are destroyed: nobody can open what was sealed under them
        any more, in backups neither once their time is over. The records stay and can still be proven. It cannot be
        undone.
      </p>
      <Command
        does="Erase this person"
        danger
        sent={erase}
        onSend={(fields) =>
          erase.mutate({
            params: { path: { consumer } },
            body: { article: fields.text('article'), reason: fields.text('reason') },
          })
        }
      >
        <label>
          Ground (GDPR)
          <select name="article" required defaultValue="">
            <option value="" disabled>
              Choose one
            </option>
            {grounds.map(([article, says]) => (
              <option key={article} value={article}>
                Art. {article}: {says}
              </option>
            ))}
          </select>
        </label>
        <label>
          Reason
          <input name="reason" required maxLength={500} placeholder="asked for by letter, inquiry 4711" />
        </label>
        <p className="hint">It is kept in the open and for ever: name a case, not a person.</p>
        <Whom consumer={consumer} />
      </Command>
    </>
  );
}
