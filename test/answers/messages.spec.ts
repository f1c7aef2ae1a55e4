/** Every message is well-formed ICU MessageFormat. */
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../src/answers/narrative/en.js';

it.each(Object.entries(en))('%s can be read', (_, message) => {
  expect(() => new IntlMessageFormat(message, 'en')).not.toThrow();
});
