/** All views by their areas, in the order of the navigation. */
import { accessViews } from './access/views.js';
import { consumerViews } from './consumers/views.js';
import { answerViews } from './decisions/views.js';
import { fairnessViews } from './fairness/views.js';
import { findingViews } from './findings/views.js';
import { inquiryViews } from './inquiries/views.js';
import { messageViews } from './messages/views.js';
import { proofViews } from './proof/views.js';
import { registerViews } from './registers/views.js';
import { searchViews } from './search/views.js';
import { sourceViews } from './sources/views.js';
import type { View } from './view.js';

const areas: Readonly<Record<string, readonly View[]>> = {
  consumers: consumerViews,
  decisions: answerViews,
  messages: messageViews,
  search: searchViews,
  findings: findingViews,
  fairness: fairnessViews,
  inquiries: inquiryViews,
  registers: registerViews,
  access: accessViews,
  sources: sourceViews,
  proof: proofViews,
};

export interface PlacedView extends View {
  /** Its style sheet is bound to it. */
  readonly area: string;
}

export const views: readonly PlacedView[] = Object.entries(areas).flatMap(([area, all]) =>
  all.map((view) => ({ ...view, area })),
);
