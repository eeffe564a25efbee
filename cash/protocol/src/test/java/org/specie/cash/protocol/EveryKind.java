package org.specie.cash.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Enrolment.Approval;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;

/** One honest transaction of every kind and shape, all true under the rules of the world. */
public final class EveryKind {
  /** Any account. */
  public static final ByteString ACCOUNT =
      ByteString.hex("00112233445566778899aabbccddeeff00112233");

  private static final ByteString SIGNATURE =
      ByteString.copyOf(new byte[StateTransaction.ACCOUNT_SIGNATURE_SIZE]);

  private final World world;
  private final Holder holder;
  private final Coin coin;

  private EveryKind(World world) {
    this.world = world;
    this.holder = world.enrol("everybody", 0);
    this.coin = world.issue("everything", holder, Amount.parse("40.00"));
  }

  /** The transactions by name, such as "PAY" and "PAY renewal". */
  public static Map<String, PrivateTransaction> in(World world) {
    return new EveryKind(world).all();
  }

  private Map<String, PrivateTransaction> all() {
    Map<String, PrivateTransaction> all = new LinkedHashMap<>();
    for (Kind kind : List.of(Kind.PAY, Kind.LOAD, Kind.UNLOAD, Kind.BULK, Kind.BULK_UNLOAD)) {
      all.put(kind.name(), consuming(kind, false, holder));
      all.put(kind.name() + " renewal", consuming(kind, true, holder.with(ofLastEpoch())));
    }
    all.put(
        "FOLD",
        world
            .foldProver()
            .fold(holder.keys(), holder.state(), List.of(coin), World.VALID_UNTIL, world.entropy));
    all.put(
        "LINK",
        world
            .foldProver()
            .link(holder.keys(), holder.state(), ACCOUNT, 0, World.VALID_UNTIL, world.entropy)
            .signedBy(SIGNATURE));
    ByteString approval = ByteString.copyOf(new byte[Approval.SIGNATURE_SIZE]);
    all.put(
        "ENROL",
        new Enrolment(
            holder.enrolment().body(),
            holder.enrolment().proof(),
            List.of(new Approval(0, approval), new Approval(2, approval))));
    return all;
  }

  private StateCredential ofLastEpoch() {
    return world.at(world.rules.epoch() - 1, holder);
  }

  private PrivateTransaction consuming(Kind kind, boolean renewal, Holder of) {
    Amount ten = Amount.parse("10.00");
    boolean moves = kind == Kind.LOAD || kind == Kind.UNLOAD || kind == Kind.BULK_UNLOAD;
    Intent intent =
        new Intent(
            kind,
            renewal,
            List.of(coin),
            kind == Kind.PAY
                ? Optional.of(
                    new Intent.Payment(world.address(holder), ten, ByteString.utf8("a note")))
                : Optional.empty(),
            moves ? Optional.of(new Intent.AccountTransfer(ten, ACCOUNT, 0)) : Optional.empty());
    StateTransaction made = world.prove(intent, of).transaction();
    return kind == Kind.LOAD ? made.signedBy(SIGNATURE) : made;
  }
}
