/** Evidence about a decision, as a file that can be checked elsewhere. */
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ReadsConsumer, ThePurpose } from '../../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../../access/roles.js';
import { ApiText } from '../../http/documented.js';
import { DecisionEvidence, EvidenceZip } from './decision-evidence.js';

const subjectsOf = (answer: unknown) => (answer instanceof EvidenceZip ? answer.subjects : []);

@ApiTags('proof')
@Controller('v1/decisions')
export class EvidenceController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/evidence')
  @Roles('auditor')
  @ReadsConsumer('evidence', { of: subjectsOf })
  @ApiText('application/zip', 'The evidence file: `ledger verify FILE` checks it anywhere')
  evidence(@Param('id') id: string, @TheCaller() caller: Caller, @ThePurpose() purpose: string): Promise<EvidenceZip> {
    return this.queries.execute(new DecisionEvidence(id, caller, purpose));
  }
}
