package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.Show;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.relation.FoldRelation;
import org.specie.cash.protocol.relation.LinkRelation;
import org.specie.cash.protocol.relation.ShowTerms;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Makes the transactions that show a state without consuming it: folds of coins, links of accounts.
 */
public final class FoldProver {
  /** A link before its account has signed {@code core}. */
  public record UnsignedLink(LinkTransaction.Body body, SigmaProof proof) {
    /** What the account signs. */
    public Hash32 core() {
      return signedBy(ByteString.copyOf(new byte[StateTransaction.ACCOUNT_SIGNATURE_SIZE])).core();
    }

    /** The link with the account's signature over its core. */
    public LinkTransaction signedBy(ByteString signature) {
      return new LinkTransaction(body, proof, signature);
    }
  }

  private final Suite suite;
  private final PsVerificationKey key;
  private final PsSignature dummy;
  private final Rules rules;

  public FoldProver(Suite suite, PsVerificationKey key, PsSignature dummy, Rules rules) {
    this.suite = suite;
    this.key = key;
    this.dummy = dummy;
    this.rules = rules;
  }

  private Header header(StateCredential credential, long validUntil, Entropy entropy) {
    return new Header(
        suite.domain().generation(),
        credential.state().classId(),
        rules.epoch(),
        false,
        rules.policyHash(),
        validUntil,
        ByteString.copyOf(entropy.bytes(Header.SALT_SIZE)));
  }

  private Show show(StateCredential credential, Entropy entropy) {
    return Show.of(
        key,
        credential.signature(),
        credential.state().message(suite).subList(0, ShowTerms.EPOCH + 1),
        entropy);
  }

  private void fill(Witness.Builder in, ShowTerms terms, StateCredential credential, Show show) {
    List<Scalar> message = credential.state().message(suite);
    for (int j = 0; j < terms.attributes.size(); j++) {
      in.set(terms.attribute(j), message.get(j)).set(terms.blindings.get(j), show.r(j));
    }
  }

  /** Folds {@code coins} of the owner of {@code keys} into one. */
  public FoldTransaction fold(
      HolderKeys keys,
      StateCredential credential,
      List<Coin> coins,
      long validUntil,
      Entropy fresh) {
    Check.that(coins.size() <= Suite.BULK_SLOTS, "no more coins than slots");
    Encoder wish = Wish.begin(suite, rules, credential, validUntil).u8(Kind.FOLD.code());
    wish.list(coins, (each, coin) -> coin.serial().encode(each));
    Entropy entropy = keys.hedge(fresh, wish.toByteString());
    Header header = header(credential, validUntil, entropy);
    Show show = show(credential, entropy);
    List<SlotWitness> slots = new ArrayList<>();
    List<ByteString> consumed = new ArrayList<>();
    Amount sum = Amount.ZERO;
    for (int i = 0; i < Suite.BULK_SLOTS; i++) {
      Optional<Coin> coin = i < coins.size() ? Optional.of(coins.get(i)) : Optional.empty();
      SlotWitness slot = SlotWitness.of(suite, key, dummy, keys, coin, entropy);
      slots.add(slot);
      consumed.add(slot.slot().nullifier().clearCofactor().toCompressed());
      sum = sum.plus(coin.map(Coin::value).orElse(Amount.ZERO));
    }
    Outputs outputs = Outputs.of(suite, Kind.FOLD.code(), consumed);
    CoinSecrets.Made made =
        CoinSecrets.make(
            suite,
            outputs,
            keys.pid(),
            keys.view().publicKey(),
            sum,
            ByteString.copyOf(new byte[CoinSecrets.NOTE_SIZE]),
            entropy);
    Scalar rho1 = keys.blinding("rho1", header.salt(), consumed.getFirst());
    G1 pV = suite.value().point().times(Scalar.of(sum.minor())).plus(suite.g().point().times(rho1));
    FoldTransaction.Body body =
        new FoldTransaction.Body(
            header,
            new StateShow(show.sigma1(), show.v(), show.w()),
            slots.stream().map(SlotWitness::slot).toList(),
            made.output(),
            pV);
    FoldRelation relation = suite.relations().fold();
    Witness.Builder in = new Witness.Builder(relation.relation);
    fill(in, relation.state, credential, show);
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).fill(in, relation.slots.get(i), keys.pid());
    }
    in.set(relation.d6, made.secrets().pidBlinding())
        .set(relation.d7, made.secrets().valueBlinding())
        .set(relation.rho1, rho1);
    Transcript transcript = ProofTranscript.begin(suite, key.hash(), body.bytes());
    SigmaProof sigma =
        SigmaProver.prove(
            Instances.of(relation, body, outputs.coinBase(suite)), in.build(), transcript, entropy);
    ByteString range =
        suite
            .range()
            .prove(
                List.of(Claim.of(pV)),
                List.of(new Opening(sum.minor(), rho1)),
                transcript,
                entropy);
    return new FoldTransaction(body, new Proofs(sigma, range));
  }

  /** Links {@code account} to the owner of {@code keys}; the account is still to sign. */
  public UnsignedLink link(
      HolderKeys keys,
      StateCredential credential,
      ByteString account,
      long nonce,
      long validUntil,
      Entropy fresh) {
    Encoder wish = Wish.begin(suite, rules, credential, validUntil).u8(Kind.LINK.code());
    Entropy entropy = keys.hedge(fresh, wish.bytes(account).u64(nonce).toByteString());
    Show show = show(credential, entropy);
    LinkTransaction.Body body =
        new LinkTransaction.Body(
            header(credential, validUntil, entropy),
            new StateShow(show.sigma1(), show.v(), show.w()),
            account,
            nonce,
            keys.link(account));
    LinkRelation relation = suite.relations().link();
    Witness.Builder in = new Witness.Builder(relation.relation);
    fill(in, relation.state, credential, show);
    in.set(relation.rhoLink, keys.linkBlinding(account));
    SigmaProof proof =
        SigmaProver.prove(
            Instances.of(relation, body),
            in.build(),
            ProofTranscript.begin(suite, key.hash(), body.bytes()),
            entropy);
    return new UnsignedLink(body, proof);
  }
}
