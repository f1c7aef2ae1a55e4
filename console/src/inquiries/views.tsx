/** The views of what people ask. */
import type { View } from '../view.js';
import { InquiryView } from './inquiry.js';
import { InquiryList } from './inquiry-list.js';
import { OpenInquiry } from './open-inquiry.js';

export const inquiryViews: readonly View[] = [
  {
    path: '/inquiries',
    name: 'Inquiries',
    says: 'What people ask and how long there is to answer; open an inquiry, check who asks, answer or refuse.',
    roles: ['support'],
    element: <InquiryList />,
  },
  { path: '/inquiries/new', says: 'A new one', roles: ['support'], element: <OpenInquiry /> },
  { path: '/inquiries/:id', says: 'One of them', roles: ['support'], element: <InquiryView /> },
];
