package org.specie.cash.application.signer;

import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.certificate.CommitCertificate;

/** A header and what is said to make its block final; only a signer's own check makes it so. */
public record CertifiedHeader(BlockHeader header, CommitCertificate certificate) {}
