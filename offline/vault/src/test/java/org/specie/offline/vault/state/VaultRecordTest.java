package org.specie.offline.vault.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.CardIssuer;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.SigningKey;
import org.specie.offline.purse.Table;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.Redeemed;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

class VaultRecordTest {
  /** One of each kind. */
  private static List<VaultRecord> records() {
    CardIssuer issuer = Mint.shared().issuer();
    P256Key key = new SigningKey().publicKey();
    PayCert certificate =
        new PayCert(issuer.payerClass().id(), key, ByteString.copyOf(new byte[256]));
    TokenId id = new TokenId(ByteString.utf8("token id 16 byte"));
    Validity validity = issuer.payerClass().validity();
    Facts facts =
        new Facts(
            ByteString.utf8("device id, 16 by"),
            Mint.CURRENCY,
            issuer.payerClass().classes(),
            key,
            key,
            new Facts.ApprovalLimits(Amount.ofMinor(5), Amount.ofMinor(9)));
    Payment payment =
        new Payment(
            2,
            Amount.ofMinor(30),
            Amount.ofMinor(20),
            Mint.NOW,
            Hash32.ZERO,
            Table.REFERENCE,
            1,
            certificate,
            new P256Signature(ByteString.copyOf(new byte[64])));
    return List.of(
        new VaultRecord.Opened(),
        new VaultRecord.Made(key),
        new VaultRecord.Initialised(facts, issuer.root()),
        new VaultRecord.Personalised(new OwnerId(id.bytes())),
        new VaultRecord.Activated(),
        new VaultRecord.Learnt(issuer.payerClass()),
        new VaultRecord.Timed(Mint.NOW),
        new VaultRecord.Generated(77, key),
        new VaultRecord.Certified(certificate),
        new VaultRecord.Requested(3),
        new VaultRecord.Paid(id, validity, true, payment),
        new VaultRecord.Credited(
            id, validity, Amount.ofMinor(4), new Redeemed(2, Amount.ofMinor(9), Hash32.ZERO)),
        new VaultRecord.Loaded(1, Amount.ofMinor(6)),
        new VaultRecord.Limited(Amount.ofMinor(7)),
        new VaultRecord.Disabled(),
        new VaultRecord.Recovered());
  }

  @Test
  void everyRecordIsReadAsItWasWritten() throws MalformedInput {
    int kind = 0;
    for (VaultRecord each : records()) {
      ByteString bytes = each.encode();
      assertThat(bytes.at(0)).isEqualTo(kind++);
      assertThat(VaultRecord.decode(bytes)).isEqualTo(each);
    }
  }

  @Test
  void whatIsTooShortTooLongOrUnknownIsNoRecord() {
    for (VaultRecord each : records()) {
      ByteString bytes = each.encode();
      refuses(bytes.slice(0, bytes.size() - 1));
      refuses(ByteString.concat(bytes, ByteString.copyOf(new byte[1])));
    }
    refuses(ByteString.copyOf(new byte[] {(byte) records().size()}));
  }

  private static void refuses(ByteString bytes) {
    assertThatThrownBy(() -> VaultRecord.decode(bytes)).isInstanceOf(MalformedInput.class);
  }
}
