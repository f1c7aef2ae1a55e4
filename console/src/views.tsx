/** All views, in the order of the navigation. */
import { registerViews } from './registers/views.js';
import type { View } from './view.js';

export const views: readonly View[] = [...registerViews];
