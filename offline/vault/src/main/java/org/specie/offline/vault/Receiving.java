package org.specie.offline.vault;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.token.check.Redeemed;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.vault.state.Facts;
import org.specie.offline.vault.state.Stage;
import org.specie.offline.vault.state.VaultRecord;

/**
 * The two ways in which the balance grows: payments on the owner's tokens, step by step, and loads
 * that the managers signed. Spec: docs/spec/55-vault.md 4.3.
 */
final class Receiving {
  private final Core core;

  Receiving(Core core) {
    this.core = core;
  }

  RedeemAnswer redeem(Token token) throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return new RedeemAnswer.Refused(closed.get());
    }
    if (token.last().isEmpty()) {
      return new RedeemAnswer.Refused(TokenReason.MALFORMED);
    }
    Configuration configuration = token.configuration();
    Redeemed before = core.state.books().redeemed(configuration);
    Redeemed.Step step =
        core.state
            .verifier()
            .redeem(
                core.state.owner(), before, configuration, token.last().get(), core.state.floor());
    return switch (step) {
      case Redeemed.Step.Already _ -> new RedeemAnswer.Redeemed();
      case Redeemed.Step.Refused(Reason reason) -> new RedeemAnswer.Refused(reason);
      case Redeemed.Step.Credited(Amount amount, Redeemed now) ->
          credit(configuration, amount, now);
    };
  }

  private RedeemAnswer credit(Configuration configuration, Amount amount, Redeemed now)
      throws IOException {
    if (!core.state.sums().takes(amount)) {
      return new RedeemAnswer.Refused(DeviceReason.BALANCE_OVERFLOW);
    }
    if (!core.state.books().hasRoomFor(configuration.id())) {
      return new RedeemAnswer.Refused(DeviceReason.REDEEM_TABLE_FULL);
    }
    core.commit(
        new VaultRecord.Credited(
            configuration.id(), configuration.terms().validity(), amount, now));
    return new RedeemAnswer.Redeemed();
  }

  /** A load of this serial number; the last one again changes nothing. */
  Verdict load(int serial, Amount amount, P256Signature signature) throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    if (serial <= 0 || !OfflineAmount.fits(amount)) {
      return Verdict.refused(TokenReason.MALFORMED);
    }
    Facts facts = core.state.facts();
    Encoder said = new Encoder().u32(serial);
    OfflineAmount.encode(said, amount);
    ByteString order = said.toByteString();
    if (!facts.managers().verify(Domain.LOAD, signature, facts.device(), order)) {
      return Verdict.refused(TokenReason.BAD_SIGNATURE);
    }
    if (serial == core.state.lastLoad()) {
      return Verdict.accepted();
    }
    if (serial - 1 != core.state.lastLoad()) {
      return Verdict.refused(DeviceReason.WRONG_SERIAL);
    }
    if (amount.minor() == 0) {
      return Verdict.refused(TokenReason.NOTHING);
    }
    if (!core.state.sums().takes(amount)) {
      return Verdict.refused(DeviceReason.BALANCE_OVERFLOW);
    }
    core.commit(new VaultRecord.Loaded(serial, amount));
    return Verdict.accepted();
  }
}
