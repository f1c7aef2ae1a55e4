/** All views, in the order of the navigation. */
import { accessViews } from './access/views.js';
import { answerViews } from './decisions/views.js';
import { consumerViews } from './consumers/views.js';
import { fairnessViews } from './fairness/views.js';
import { findingViews } from './findings/views.js';
import { inquiryViews } from './inquiries/views.js';
import { messageViews } from './messages/views.js';
import { proofViews } from './proof/views.js';
import { registerViews } from './registers/views.js';
import { searchViews } from './search/views.js';
import { sourceViews } from './sources/views.js';
import type { View } from './view.js';

export const views: readonly View[] = [
  ...consumerViews,
  ...answerViews,
  ...messageViews,
  ...searchViews,
  ...findingViews,
  ...fairnessViews,
  ...inquiryViews,
  ...registerViews,
  ...accessViews,
  ...sourceViews,
  ...proofViews,
];
