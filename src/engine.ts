/** Settings of the JavaScript engine, to be imported before anything else. */
import { setFlagsFromString } from 'node:v8';

// Where objects outlive a collection of young ones, V8 takes those made at the same place for long-lived and makes them old from then on. Events in
// flight are no such thing: dead old objects then keep young ones alive until the next full collection, which comes an order of magnitude more often.
setFlagsFromString('--no-allocation-site-pretenuring');
