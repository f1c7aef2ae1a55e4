/** What people ask, and the answers in time. */
import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { RecordingModule } from '../recording/recording.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { AnswerInquiryHandler } from './answer-inquiry.js';
import { HandleInquiryHandler, OpenInquiryHandler } from './handle-inquiry.js';
import { InquiriesController } from './inquiries.controller.js';
import { Inquiries } from './inquiries.js';
import { ListInquiriesHandler, ReadInquiryHandler } from './read-inquiries.js';

@Module({
  imports: [LogModule, VaultModule, RecordingModule],
  controllers: [InquiriesController],
  providers: [
    Inquiries,
    OpenInquiryHandler,
    HandleInquiryHandler,
    AnswerInquiryHandler,
    ListInquiriesHandler,
    ReadInquiryHandler,
  ],
})
export class InquiriesModule {}
