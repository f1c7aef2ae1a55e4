// A producer in ten lines, with the official CloudEvents SDK: LEDGER_TOKEN=… node examples/producer.js
import { CloudEvent, emitterFor, httpTransport, Mode } from 'cloudevents';

const url = `${process.env.LEDGER_URL ?? 'http://127.0.0.1:3000'}/v1/events`;
const headers = { authorization: `Bearer ${process.env.LEDGER_TOKEN}` };
const send = emitterFor(httpTransport(url), { mode: Mode.STRUCTURED });

const data = { noticeId: 'pn-7', version: '3', digest: `sha256:${'7'.repeat(64)}`, language: 'de' };
const event = new CloudEvent({ source: '/shop-app', type: 'notice.served', subject: 'crm:C-20001', data });
console.log((await send(event, { headers })).body);
