package org.specie.offline.purse.journal;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;

/**
 * A payment that its owner wants made later. Spec: docs/spec/52-purse.md section 12.
 *
 * @param request the payee's
 * @param amount what is to be paid
 * @param due from when on
 * @param isApproved whether nobody is asked again
 * @param jar where the money is set aside; empty if nowhere
 */
public record PlannedPayment(
    Request request, Amount amount, Minutes due, boolean isApproved, String jar) {
  /** Most bytes of the name of a jar. */
  public static final int JAR_MAX = 40;

  public PlannedPayment {
    Check.that(amount.minor() > 0, "a payment moves something");
    Check.that(isJarName(jar) || jar.isEmpty(), "a jar's name can be shown");
  }

  /** Whether a jar may be called so. */
  public static boolean isJarName(String name) {
    return !name.isBlank() && VisibleText.isShowable(name, JAR_MAX);
  }

  /** Names the payment as {@code PayOrder} does: by the token that is paid. */
  public Hash32 key() {
    return request.token().digest();
  }

  void encode(Encoder out) {
    out.bytes(request.encode());
    OfflineAmount.encode(out, amount);
    due.encode(out);
    out.bool(isApproved).text(jar);
  }

  static PlannedPayment decode(Decoder in) throws MalformedInput {
    if (!(Message.decode(in.bytes(JournalRecord.MESSAGE_MAX)) instanceof Request request)) {
      throw new MalformedInput("not a request");
    }
    Amount amount = OfflineAmount.decodePositive(in);
    Minutes due = Minutes.decode(in);
    boolean isApproved = in.bool();
    String jar = in.text(JAR_MAX);
    if (!jar.isEmpty() && !isJarName(jar)) {
      throw new MalformedInput("a jar's name can be shown");
    }
    return new PlannedPayment(request, amount, due, isApproved, jar);
  }
}
