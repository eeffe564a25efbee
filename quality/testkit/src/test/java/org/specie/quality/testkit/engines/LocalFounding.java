package org.specie.quality.testkit.engines;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.Capabilities;
import org.specie.ledger.api.Capabilities.FaultModel;
import org.specie.ledger.api.Capabilities.ProofKind;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.local.LocalEngine;
import org.specie.ledger.local.LocalEngineConfig;

/** Four operators, three of whom sign, in one process. */
final class LocalFounding implements Founding {
  private final List<OperatorKey> keys =
      List.of(1, 2, 3, 4).stream().map(LocalFounding::key).toList();

  private static OperatorKey key(int number) {
    byte[] seed = new byte[32];
    seed[0] = (byte) number;
    return OperatorKey.fromSeed(seed);
  }

  @Override
  public Genesis genesis() {
    List<OperatorSet.Operator> operators =
        keys.stream().map(key -> key.operator("operator " + keys.indexOf(key))).toList();
    return new Genesis("local", 1_000, new OperatorSet(operators, 3), ByteString.utf8("story"));
  }

  @Override
  public int processes() {
    return 1;
  }

  @Override
  public Capabilities promised() {
    return new Capabilities(
        FaultModel.CRASH_RECOVERY, false, true, ProofKind.ED25519_MULTI_SIGNATURE);
  }

  @Override
  public void prepare(int process, Disks disks) {}

  @Override
  public Made make(int process, Disks disks) throws IOException {
    LocalEngineConfig usual = LocalEngineConfig.defaults();
    LocalEngineConfig config =
        new LocalEngineConfig(
            usual.pendingMax(),
            usual.pendingBytesMax(),
            usual.blockTransactionsMax(),
            usual.blockBytesMax(),
            1);
    return new Made(
        LocalEngine.create(
            genesis(),
            keys.subList(0, 3),
            () -> System.currentTimeMillis() / 1000,
            disks.open(BLOCKS),
            config),
        () -> {});
  }
}
