package org.specie.offline.purse.card;

import java.io.IOException;
import java.util.OptionalInt;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.credential.CredentialDevice;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;

/** A card that this host is bound to. */
public final class CardDevice implements SecureDevice, CredentialDevice {
  private static final int RESULT_KEY_SIZE = 52;
  private static final int STATE_SIZE = 1;
  private static final int STATUS_SIZE = 104;
  private static final int FREE_KEYS = 101;
  private static final int CERTIFIED_KEYS = 102;
  private static final int PLACE_AND_POINT = 1 + ArtLayout.POINT_SIZE;
  private static final int REPORT_SIZE = ArtLayout.ID_SIZE + 4 + 4 * ArtLayout.AMOUNT_SIZE;
  private static final int BLIND_SIZE =
      ArtLayout.KEY_ID_SIZE + ArtLayout.MODULUS_SIZE + REPORT_SIZE + ArtLayout.SIGNATURE_SIZE;
  private static final int SEAL_SIZE = ArtLayout.ID_SIZE + REPORT_SIZE + ArtLayout.SIGNATURE_SIZE;

  /** P1 of PAY: with the word of this host. */
  private static final int VOUCHED = 0;

  private static final int NOT_AUTHENTIC = 0x6982;
  private static final int WRONG_STATE = 0x6985;
  private static final int NOT_FOUND = 0x6A83;
  private static final int NO_ROOM = 0x6A84;

  private final CardChannel channel;
  private final CardBinding binding;

  public CardDevice(CardChannel channel, CardBinding binding) {
    this.channel = channel;
    this.binding = binding;
  }

  /** What a card in a reader is to the host that asks it. */
  public enum Identity {
    /** The device that the host is bound to. */
    BOUND,
    OTHER,
    /** One whose life is over: it keeps its number, and listens to no binding. */
    ENDED
  }

  /**
   * Whether this is the device of {@code id}, and takes the host's word. What it says is not
   * protected on the way; that it takes the word, the next command shows.
   */
  public Identity identity(ByteString id) throws IOException {
    CardAnswer answer = binding.send(CardCommand.of(CardCommand.STATUS, ByteString.EMPTY), channel);
    return switch (answer.status()) {
      case NOT_AUTHENTIC, NOT_FOUND -> Identity.OTHER;
      case WRONG_STATE -> hasEnded() ? Identity.ENDED : Identity.OTHER;
      default ->
          statusIn(answer).slice(STATE_SIZE, STATE_SIZE + ArtLayout.ID_SIZE).equals(id)
              ? Identity.BOUND
              : Identity.OTHER;
    };
  }

  /** Of two that know no binding, one not in use yet keeps no payments to be asked for either. */
  private boolean hasEnded() throws IOException {
    ByteString nothing = ByteString.copyOf(new byte[RESULT_KEY_SIZE]);
    return CardCommand.of(CardCommand.GET_RESULT, nothing).sendTo(channel).status() == NOT_FOUND;
  }

  private ByteString status(ByteString asked) throws IOException {
    return statusIn(binding.send(CardCommand.of(CardCommand.STATUS, asked), channel));
  }

  private static ByteString statusIn(CardAnswer answer) throws IOException {
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return answer.data(STATUS_SIZE);
  }

  /** The root under which the card was made, in the card's own words. */
  public RootOfTrust root() throws IOException {
    CardCommand asked = CardCommand.of(CardCommand.ROOT, ByteString.EMPTY);
    return RootOfTrust.told(binding.ask(asked, ArtLayout.KEY_SIZE, channel));
  }

  /** The device's id, as it says. */
  public ByteString deviceId() throws IOException {
    return status(ByteString.EMPTY).slice(STATE_SIZE, STATE_SIZE + ArtLayout.ID_SIZE);
  }

  @Override
  public DeviceState state() throws IOException {
    Decoder in = new Decoder(status(ByteString.EMPTY));
    try {
      in.fixed(STATE_SIZE + ArtLayout.ID_SIZE);
      return new DeviceState(OwnerId.decode(in), OfflineAmount.decode(in));
    } catch (MalformedInput e) {
      throw new IOException("the card's status cannot be read", e);
    }
  }

  @Override
  public PayAnswer pay(PayOrder order) throws IOException {
    return CardPayments.answered(binding.send(CardPayments.pay(order, VOUCHED), channel));
  }

  @Override
  public Result result(Token token) throws IOException {
    CardAnswer answer = CardPayments.result(token).sendTo(channel);
    return CardPayments.found(answer);
  }

  @Override
  public RedeemAnswer redeem(Token token) throws IOException {
    CardAnswer answer = CardCommand.of(CardCommand.REDEEM, token.encode()).sendTo(channel);
    return answer.isOk() ? new RedeemAnswer.Redeemed() : new RedeemAnswer.Refused(answer.refusal());
  }

  @Override
  public OwnerId owner() throws IOException {
    return state().owner();
  }

  @Override
  public OptionalInt payments(Minutes now) throws IOException {
    return OptionalInt.of(keys(now).certified());
  }

  @Override
  public KeyCount keys(Minutes now) throws IOException {
    Encoder time = new Encoder();
    now.encode(time);
    ByteString status = status(time.toByteString());
    return new KeyCount(status.at(FREE_KEYS), status.at(CERTIFIED_KEYS));
  }

  @Override
  public Verdict learn(Certificate certificate) throws IOException {
    int instruction =
        switch (certificate) {
          case KeyCert _ -> CardCommand.INSTALL_KEY;
          case ClassCert _ -> CardCommand.INSTALL_CLASS;
        };
    CardAnswer answer = CardCommand.of(instruction, certificate.encode()).sendTo(channel);
    // A card that has no place left goes on without this key; whatever needs it is refused alone.
    return answer.status() == NO_ROOM ? Verdict.refused(TokenReason.UNKNOWN_KEY) : verdict(answer);
  }

  private static Verdict verdict(CardAnswer answer) throws IOException {
    return answer.isOk() ? Verdict.accepted() : Verdict.refused(answer.refusal());
  }

  @Override
  public OptionalInt generate() throws IOException {
    CardAnswer answer =
        binding.send(CardCommand.of(CardCommand.GENERATE, ByteString.EMPTY), channel);
    if (answer.status() == NO_ROOM) {
      return OptionalInt.empty();
    }
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return OptionalInt.of(answer.data(PLACE_AND_POINT).at(0));
  }

  @Override
  public SignedAnswer blind(int place, KeyId classKey, ByteString factor) throws IOException {
    ByteString data = new Encoder().u8(place).fixed(classKey.bytes()).fixed(factor).toByteString();
    CardAnswer answer = binding.send(CardCommand.of(CardCommand.BLIND, data), channel);
    if (answer.status() == WRONG_STATE || answer.status() == NOT_FOUND) {
      return new SignedAnswer.NothingThere();
    }
    return answer.isOk()
        ? new SignedAnswer.Signed(answer.data(BLIND_SIZE))
        : new SignedAnswer.Refused(answer.refusal());
  }

  @Override
  public Verdict install(int place, ByteString signature) throws IOException {
    ByteString data = new Encoder().u8(place).fixed(signature).toByteString();
    CardAnswer answer = CardCommand.of(CardCommand.INSTALL_CERTIFICATE, data).sendTo(channel);
    // The key has gone with its class: nothing waits for this signature any more.
    return answer.status() == WRONG_STATE || answer.status() == NOT_FOUND
        ? Verdict.refused(PurseReason.NOT_AN_ANSWER)
        : verdict(answer);
  }

  @Override
  public SignedAnswer seal(ByteString body) throws IOException {
    CardAnswer answer = binding.send(CardCommand.of(CardCommand.SEAL, body), channel);
    return answer.isOk()
        ? new SignedAnswer.Signed(ByteString.concat(body, answer.data(SEAL_SIZE)))
        : new SignedAnswer.Refused(answer.refusal());
  }
}
