package org.specie.wallet.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.request.RequestAtProvider.Sealed;

/** Requests that lie sealed with a provider. docs/spec/31-payment-requests.md, 31.7 and 31.8. */
final class RequestAtProviderTest {
  private static final Entropy ENTROPY = new Random(31)::nextBytes;
  private static final String NETWORK =
      PaymentRequest.networkOf(Hash32.sha256(ByteString.utf8("a")));
  private static final String ACCOUNT = "0x282D311612e9dD43a9B11e49D23BA814F106A546";
  private static final String PROVIDER = "https://north.example:443";
  private static final String ID = "0a".repeat(16);
  private static final String LINK =
      "specie:at?provider=" + PROVIDER + "&id=" + ID + "&key=" + "1b".repeat(32);

  private static PaymentRequest request(String message) throws MalformedInput {
    return new PaymentRequest(
        NETWORK,
        Payee.read(ACCOUNT),
        Optional.of(new Amount(1250)),
        "R-17",
        message,
        OptionalLong.empty());
  }

  @Test
  void theLinkOpensWhatWasSealedForIt() throws MalformedInput {
    PaymentRequest request = request("two coffees");
    Sealed sealed = RequestAtProvider.seal(request, ENTROPY);
    String link = sealed.at(PROVIDER, ID).write();
    RequestAtProvider read = RequestAtProvider.read(" " + link + "\n");
    assertThat(read.open(sealed.box())).contains(request);
    assertThat(read.provider()).isEqualTo(PROVIDER);
    assertThat(read.id()).isEqualTo(ID);
    assertThat(read.toString() + sealed).doesNotContain(link.substring(link.length() - 64));
  }

  @Test
  void allBoxesHaveOneLengthAndKeysOfTheirOwn() throws MalformedInput {
    Sealed one = RequestAtProvider.seal(request(""), ENTROPY);
    Sealed other = RequestAtProvider.seal(request("€".repeat(40)), ENTROPY);
    assertThat(one.box().size()).isEqualTo(2_100).isEqualTo(other.box().size());
    assertThat(one.at(PROVIDER, ID).write()).isNotEqualTo(other.at(PROVIDER, ID).write());
  }

  @Test
  void nothingElseIsOpened() throws MalformedInput {
    Sealed sealed = RequestAtProvider.seal(request("two coffees"), ENTROPY);
    RequestAtProvider link = sealed.at(PROVIDER, ID);
    ByteString box = sealed.box();
    for (int at = 0; at < box.size(); at++) {
      byte[] changed = box.toByteArray();
      changed[at] ^= 1;
      assertThat(link.open(ByteString.copyOf(changed))).as("byte %d", at).isEmpty();
    }
    assertThat(link.open(ByteString.EMPTY)).isEmpty();
    assertThat(link.open(box.slice(0, box.size() - 1))).isEmpty();
    assertThat(link.open(RequestAtProvider.seal(request("two coffees"), ENTROPY).box())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "specie:at?",
        "specie:at?provider=ftp://h:1&id=00&key=00",
        "specie:at?provider=https://h:1/x&id=00000000000000000000000000000000&key=",
        "specie:AT?provider=https://h:1",
        "specie:at?id=00000000000000000000000000000000"
      })
  void whatIsNoLinkIsRefused(String text) {
    assertThat(RequestAtProvider.isLink(text)).isTrue();
    assertThatThrownBy(() -> RequestAtProvider.read(text)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void aLinkHasOneForm() throws MalformedInput {
    assertThat(RequestAtProvider.read(LINK).write()).isEqualTo(LINK);
    String upper = LINK.replace("1b", "1B");
    String longer = LINK + "&more=1";
    String twice = LINK.replace("&id", "&id=" + ID + "&id");
    for (String text : new String[] {upper, longer, twice, LINK.substring(0, LINK.length() - 1)}) {
      assertThatThrownBy(() -> RequestAtProvider.read(text)).isInstanceOf(MalformedInput.class);
    }
    assertThatThrownBy(() -> RequestLink.read(LINK)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void aNumberThatIsNoneMakesNoLink() throws MalformedInput {
    Sealed sealed = RequestAtProvider.seal(request(""), ENTROPY);
    for (String id : new String[] {"", "0a", ID + "&key=00", ID.replace('0', 'g')}) {
      assertThatThrownBy(() -> sealed.at(PROVIDER, id)).isInstanceOf(MalformedInput.class);
    }
  }
}
