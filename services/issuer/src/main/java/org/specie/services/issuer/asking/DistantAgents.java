package org.specie.services.issuer.asking;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.token.message.Message.Proof;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.AnswerContent;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RequestContent;
import org.specie.services.issuer.certifier.CertifierRole;
import org.specie.services.issuer.factory.FactoryRole;
import org.specie.services.issuer.inspection.ProofContent;
import org.specie.services.issuer.inspection.ProofTaken;

/**
 * A certifier and a factory that are processes. What they answer is for the asker to verify, as
 * page 54 says; what is no refusal of an agent counts as no answer, so that the request is sent
 * again. Safe for many threads. Spec: docs/spec/58-issuer-service.md 6.3.
 */
public final class DistantAgents implements Agents, AutoCloseable {
  private final ApiClient certifier;
  private final ApiClient factory;

  /** The certifier and the factory at these addresses. */
  public DistantAgents(ServiceAddress certifier, ServiceAddress factory) {
    this.certifier = new ApiClient(certifier);
    this.factory = new ApiClient(factory);
  }

  @Override
  public AgentAnswer certify(ByteString request) throws IOException {
    return ask(certifier, CertifierRole.PATH, request);
  }

  @Override
  public AgentAnswer makeToken(ByteString request) throws IOException {
    return ask(factory, FactoryRole.PATH, request);
  }

  /** Gives a payment back to the factory that made its token; whether it is taken. */
  public Verdict giveBack(Proof proof) throws IOException {
    Answer<ProofTaken> answer =
        factory.ask(
            Method.POST,
            FactoryRole.RETURNED_PATH,
            Optional.empty(),
            new ProofContent(proof.encode().toHex()),
            ProofTaken.class);
    return switch (answer) {
      case Answer.Done<ProofTaken> _ -> Verdict.accepted();
      case Answer.Refused<ProofTaken>(var refusal) -> Verdict.refused(refusal);
    };
  }

  private static AgentAnswer ask(ApiClient agent, String path, ByteString request)
      throws IOException {
    Answer<AnswerContent> answer =
        agent.ask(
            Method.POST,
            path,
            Optional.empty(),
            new RequestContent(request.toHex()),
            AnswerContent.class);
    return switch (answer) {
      case Answer.Done<AnswerContent>(AnswerContent given) ->
          new AgentAnswer.Given(
              Hex.bytes(given.answer())
                  .orElseThrow(() -> new IOException("an agent answers with no bytes")));
      case Answer.Refused<AnswerContent>(var refusal) ->
          new AgentAnswer.Refused(
              Refusals.read(refusal)
                  .orElseThrow(
                      () ->
                          new IOException(
                              "the agent does not answer: "
                                  + refusal.code()
                                  + " "
                                  + refusal.sentence())));
    };
  }

  @Override
  public void close() {
    certifier.close();
    factory.close();
  }
}
