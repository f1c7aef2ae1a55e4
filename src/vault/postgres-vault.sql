-- The vault that several instances share. Every key in it is wrapped by the master key; every reference is a keyed hash.
-- Two tables instead of one, each in 32 parts by hash: an erasure rewrites the parts it touches and nothing else (docs/decisions/0303-erasure-on-disk.md).

CREATE TABLE vault_setting (
  name  text PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE vault_named_key (
  name    text PRIMARY KEY,
  wrapped bytea,
  master  text
);

CREATE TABLE vault_fence (
  mark bytea PRIMARY KEY
);

CREATE TABLE vault_reference (
  lookup    bytea PRIMARY KEY,
  pseudonym uuid NOT NULL
) PARTITION BY HASH (lookup);

CREATE TABLE vault_subject (
  pseudonym uuid PRIMARY KEY,
  lookup    bytea NOT NULL,
  mark      bytea NOT NULL,
  wrapped   bytea NOT NULL,
  master    text NOT NULL
) PARTITION BY HASH (pseudonym);

-- Statistics are samples of values, kept in the system catalogue: there an erased look-up hash or wrapped key would outlive its row.
DO $$
DECLARE
  part text;
BEGIN
  FOR remainder IN 0..31 LOOP
    EXECUTE format('CREATE TABLE vault_reference_%s PARTITION OF vault_reference FOR VALUES WITH (MODULUS 32, REMAINDER %s)', remainder, remainder);
    EXECUTE format('CREATE TABLE vault_subject_%s PARTITION OF vault_subject FOR VALUES WITH (MODULUS 32, REMAINDER %s)', remainder, remainder);
  END LOOP;
  FOR part IN SELECT relid::regclass::text FROM pg_partition_tree('vault_reference') LOOP
    EXECUTE format('ALTER TABLE %s ALTER lookup SET STATISTICS 0, ALTER pseudonym SET STATISTICS 0', part);
  END LOOP;
  FOR part IN SELECT relid::regclass::text FROM pg_partition_tree('vault_subject') LOOP
    EXECUTE format('ALTER TABLE %s ALTER pseudonym SET STATISTICS 0, ALTER lookup SET STATISTICS 0, ALTER mark SET STATISTICS 0, ALTER wrapped SET STATISTICS 0', part);
  END LOOP;
  EXECUTE 'ALTER TABLE vault_named_key ALTER wrapped SET STATISTICS 0';
END
$$;
