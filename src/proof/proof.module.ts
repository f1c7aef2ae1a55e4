/** The room of proof: the tree, its checkpoints and tiles, witnesses, evidence and verification. */
import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AnswersModule } from '../answers/answers.module.js';
import { Checkpoints } from '../answers/standing.js';
import { Config } from '../config.js';
import { RecordingModule } from '../recording/recording.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { Alarms } from './alarms.js';
import { CheckpointStore } from './checkpoint-store.js';
import { CheckpointsController } from './checkpoints.controller.js';
import { DecisionEvidenceHandler } from './evidence/decision-evidence.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { Evidence } from './evidence/evidence.js';
import { KeyAnnouncement } from './key-announcement.js';
import { MerkleTree } from './merkle-tree.js';
import { openPublications } from './open-publications.js';
import { ProofsController } from './proofs.controller.js';
import { Publications } from './publications.js';
import { PublishedCheckpoints } from './published-checkpoints.js';
import { Sealer } from './sealer.js';
import { SigningKeys } from './signing-keys.js';
import { VerifyPageController } from './verify-page/verify-page.controller.js';
import { WitnessController } from './witness.controller.js';
import { Witness } from './witness.js';
import { Witnesses } from './witnesses.js';

/** Closes the publications when nothing seals any more. */
@Injectable()
class PublicationsLifetime implements OnApplicationShutdown {
  constructor(@Inject(Publications) private readonly publications: Publications) {}

  async onApplicationShutdown(): Promise<void> {
    await this.publications.close();
  }
}

/** Global, because answers stand under its checkpoints (answers/standing.ts) while its evidence is made of answers. */
@Global()
@Module({
  imports: [AccessModule, RecordingModule, VaultModule, AnswersModule],
  controllers: [CheckpointsController, ProofsController, WitnessController, EvidenceController, VerifyPageController],
  providers: [
    { provide: Publications, useFactory: openPublications, inject: [Config] },
    PublicationsLifetime,
    PublishedCheckpoints,
    SigningKeys,
    KeyAnnouncement,
    MerkleTree,
    Alarms,
    Witnesses,
    Sealer,
    Witness,
    CheckpointStore,
    { provide: Checkpoints, useExisting: CheckpointStore },
    Evidence,
    DecisionEvidenceHandler,
  ],
  exports: [CheckpointStore, Checkpoints, Evidence, Alarms, Publications],
})
export class ProofModule {}
