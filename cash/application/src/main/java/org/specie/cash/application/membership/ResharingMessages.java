package org.specie.cash.application.membership;

import java.util.List;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.dkg.ResharingMessage;
import org.specie.kernel.crypto.dkg.ResharingParameters;

/**
 * The messages of one post: a key in the first round, a dealing in the second, and in the third
 * whatever objections there are, in the order of the holders they are about. Source:
 * docs/spec/27-membership.md, clause 6.2.
 */
public final class ResharingMessages {
  private ResharingMessages() {}

  /** The canonical bytes. */
  public static ByteString encode(List<? extends ResharingMessage> messages) {
    return new Encoder()
        .list(List.copyOf(messages), (each, message) -> message.encode(each))
        .toByteString();
  }

  /** Reads what is to be posted in {@code round}. */
  public static List<ResharingMessage> decode(
      ResharingParameters parameters, Stage round, ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    List<ResharingMessage> messages =
        in.list(parameters.from().holders(), each -> ResharingMessage.decode(parameters, each));
    in.end();
    boolean isWhatIsAskedFor =
        switch (round) {
          case KEYS ->
              messages.size() == 1 && messages.getFirst() instanceof ResharingMessage.RecipientKey;
          case DEALINGS ->
              messages.size() == 1 && messages.getFirst() instanceof ResharingMessage.Redealing;
          case EXAMINATION -> areObjections(messages);
          case COMPLETE, FAILED, CANCELLED -> false;
        };
    if (!isWhatIsAskedFor) {
      throw new MalformedInput("not the messages of this round");
    }
    return messages;
  }

  private static boolean areObjections(List<ResharingMessage> messages) {
    int last = 0;
    for (ResharingMessage each : messages) {
      if (!(each instanceof ResharingMessage.Objection(var complaint))
          || complaint.dealer() <= last) {
        return false;
      }
      last = complaint.dealer();
    }
    return true;
  }
}
