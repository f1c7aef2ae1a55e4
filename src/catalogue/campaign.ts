/** Events of campaigns, their audiences and their messages. */
import { Count, CountMap, Digest, Flag, Id, Name, Names, Nested, optional, Term, Text, Texts, When } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const ofCampaign = 'campaign-<campaignId>';
const ofMessage = 'message-<messageId>';
const subject = 'crm:C-10442';

export class Audience {
  @Text('Who is in it, in plain words') definition!: string;
  @Name('Its version') version!: string;
  @Names('The main parameters shown with the advertisement (DSA Art. 26)', optional) parametersShown?: string[];
}

@LedgerEvent({
  type: 'campaign.proposed',
  stream: ofCampaign,
  says: 'A campaign was proposed.',
  subject: 'none',
  example: {
    time: '2026-02-18T10:00:00Z',
    data: {
      campaignId: 'spring-run',
      name: 'Spring run',
      purpose: 'dpv:PersonalisedAdvertising',
      advertiser: 'Laufwerk GmbH',
      payer: 'Laufwerk GmbH',
      owner: 'staff-3',
      audience: {
        definition: 'People with consent who bought in the last year',
        version: '1',
        parametersShown: ['purchases', 'interest in running'],
      },
      exclusions: ['people under 18', 'people who objected'],
      channels: ['email'],
      startsAt: '2026-03-01T00:00:00Z',
      endsAt: '2026-04-01T00:00:00Z',
      assessmentRef: 'dpia-31',
    },
  },
})
export class CampaignProposed {
  @Id('The campaign') campaignId!: string;
  @Name('Its name') name!: string;
  @Term('What it is for') purpose!: string;
  @Name('On whose behalf it advertises') advertiser!: string;
  @Name('Who pays for it') payer!: string;
  @Name('Who answers for it: a staff pseudonym', optional) owner?: string;
  @Nested('Whom it addresses', () => Audience) audience!: Audience;
  @Texts('Whom it leaves out', optional) exclusions?: string[];
  @Names('Its channels') channels!: string[];
  @When('When it starts') startsAt!: string;
  @When('When it ends') endsAt!: string;
  @Name('The assessment it rests on', optional) assessmentRef?: string;
}

export class CampaignStatus {
  @Id('The campaign') campaignId!: string;
  @Name('Who decided: a staff pseudonym') by!: string;
  @Text('Why', optional) reason?: string;
  @Texts('Under which conditions', optional) conditions?: string[];
}

const status = { campaignId: 'spring-run', by: 'staff-7', conditions: [] };

@LedgerEvent({
  type: 'campaign.approved',
  stream: ofCampaign,
  says: 'A campaign was approved.',
  subject: 'none',
  example: { time: '2026-02-25T14:00:00Z', data: { ...status, conditions: ['only for March 2026'] } },
})
export class CampaignApproved extends CampaignStatus {}

@LedgerEvent({
  type: 'campaign.rejected',
  stream: ofCampaign,
  says: 'A campaign was not approved.',
  subject: 'none',
  example: { time: '2026-02-20T14:00:00Z', data: { ...status, reason: 'No assessment' } },
})
export class CampaignRejected extends CampaignStatus {}

@LedgerEvent({
  type: 'campaign.paused',
  stream: ofCampaign,
  says: 'A campaign was paused.',
  subject: 'none',
  example: { time: '2026-03-11T08:00:00Z', data: { ...status, reason: 'Incident inc-5' } },
})
export class CampaignPaused extends CampaignStatus {}

@LedgerEvent({
  type: 'campaign.ended',
  stream: ofCampaign,
  says: 'A campaign ended.',
  subject: 'none',
  example: { time: '2026-04-01T00:00:00Z', data: status },
})
export class CampaignEnded extends CampaignStatus {}

@LedgerEvent({
  type: 'audience.built',
  stream: ofCampaign,
  says: 'The audience of a campaign was put together.',
  subject: 'none',
  example: {
    time: '2026-03-01T02:00:00Z',
    data: {
      campaignId: 'spring-run',
      queryDigest: 'sha256:4ff5d0f06ddb9b134622791f0d66e739d83e0e21f07be9188ab6209a02a50f01',
      size: 18_204,
      excluded: { noConsent: 2_310, objection: 127, minor: 12 },
    },
  },
})
export class AudienceBuilt {
  @Id('The campaign') campaignId!: string;
  @Digest('SHA-256 of the query') queryDigest!: string;
  @Count('How many people are in it') size!: number;
  @CountMap('How many were left out, by reason', optional) excluded?: Record<string, number>;
}

/** A message that went out. */
export class MessageShown {
  @Id('The message') messageId!: string;
  @Id('The decision it acts on', optional) decisionId?: string;
  @Id('The campaign') campaignId!: string;
  @Name('The channel') channel!: string;
  @Digest('SHA-256 of what was shown') creativeDigest!: string;
  @Name('On whose behalf it advertises') advertiser!: string;
  @Name('Who paid for it') payer!: string;
  @Flag('Whether it said that it is advertising, by whom and why') disclosureShown!: boolean;
  @Count('The tree size that the check before sending looked at', optional) checkedSize?: number;
}

/** What a mail or push service reports later: it knows the message, seldom more. */
export class MessageReport {
  @Id('The message') messageId!: string;
  @Id('The decision it acts on', optional) decisionId?: string;
  @Id('The campaign', optional) campaignId?: string;
  @Name('The channel', optional) channel?: string;
  @Digest('SHA-256 of what was shown', optional) creativeDigest?: string;
  @Name('On whose behalf it advertises', optional) advertiser?: string;
  @Name('Who paid for it', optional) payer?: string;
  @Flag('Whether it said that it is advertising, by whom and why', optional) disclosureShown?: boolean;
  @Count('The tree size that the check before sending looked at', optional) checkedSize?: number;
}

const message = {
  messageId: 'msg-640',
  decisionId: 'dec-8812',
  campaignId: 'spring-run',
  channel: 'email',
  creativeDigest: 'sha256:12b2b31b434921fc512d5a7923d4b4857a47759f90f77701fd6b3a37574d192b',
  advertiser: 'Laufwerk GmbH',
  payer: 'Laufwerk GmbH',
  disclosureShown: true,
  checkedSize: 18_204,
};

@LedgerEvent({
  type: 'message.sent',
  stream: ofMessage,
  says: 'A message was sent.',
  example: { subject, time: '2026-03-02T09:20:00Z', data: message },
})
export class MessageSent extends MessageShown {}

@LedgerEvent({
  type: 'message.delivered',
  stream: ofMessage,
  says: 'A message arrived.',
  example: { subject, time: '2026-03-02T09:20:09Z', data: message },
})
export class MessageDelivered extends MessageReport {}

@LedgerEvent({
  type: 'message.bounced',
  stream: ofMessage,
  says: 'A message could not be delivered.',
  example: { subject, time: '2026-03-02T09:20:11Z', data: { ...message, messageId: 'msg-641' } },
})
export class MessageBounced extends MessageReport {}

@LedgerEvent({
  type: 'message.presented',
  stream: ofMessage,
  says: 'A message was shown on a page or in an app.',
  example: { subject, time: '2026-03-02T11:02:00Z', data: { ...message, messageId: 'msg-642', channel: 'web' } },
})
export class MessagePresented extends MessageShown {}

@LedgerEvent({
  type: 'message.refused',
  stream: ofMessage,
  says: 'The check before sending said no.',
  example: {
    subject,
    time: '2026-03-09T09:20:00Z',
    data: { messageId: 'msg-702', decisionId: 'dec-9120', campaignId: 'spring-run', reason: 'consent withdrawn' },
  },
})
export class MessageRefused {
  @Id('The message') messageId!: string;
  @Id('The decision it would act on', optional) decisionId?: string;
  @Id('The campaign', optional) campaignId?: string;
  @Text('Why') reason!: string;
}
